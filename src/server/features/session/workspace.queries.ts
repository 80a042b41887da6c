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

/** Whether anything was charged at a number whose currency nobody told: it is the workspace's. */
export async function isChargedByDefault(db: Transaction, workspaceId: string): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: `select exists (select 1 from daily_costs where workspace_id = $1 and messages > 0
        and channel_id in (select id from channels where workspace_id = $1 and kind = 'whatsapp' and currency is null))
        as found`,
    values: [workspaceId],
  });
  return rows[0]?.found ?? false;
}
