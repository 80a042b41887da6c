import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { isMember } from "./members.queries.ts";

/** Refuses a request that names somebody who is nobody of the workspace; `field` says where it did. */
export async function requireMember(
  db: Transaction,
  { workspaceId, userId, field }: { workspaceId: string; userId: string; field: string },
): Promise<void> {
  if (!(await isMember(db, workspaceId, userId))) {
    throw new AppError("INVALID_REQUEST", { fields: [{ field, problem: "nobody of this workspace" }] });
  }
}
