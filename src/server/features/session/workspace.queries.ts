import type { Transaction } from "../../db/connect.ts";
import type { WorkspaceRow } from "./session.queries.ts";

/** Writes the business's data with the next version; the sign-in library keeps the name too. */
export async function saveWorkspace(
  db: Transaction,
  { id, name, timeZone, country, currency }: Omit<WorkspaceRow, "version">,
): Promise<void> {
  await db.execute({
    text: `with named as (update auth.organizations set name = $2 where id = $1)
      update workspaces set name = $2, time_zone = $3, country = $4, currency = $5, version = version + 1
      where workspace_id = $1`,
    values: [id, name, timeZone, country, currency],
  });
}
