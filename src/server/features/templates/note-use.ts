import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { touchTemplate } from "./templates.queries.ts";

/** Notes that a message uses a template: the list tells when each was used last. */
export function noteUse(
  { now }: Context,
  db: Transaction,
  { workspaceId, ...template }: { workspaceId: string; accountRef: string; name: string; language: string },
): Promise<void> {
  return touchTemplate(db, workspaceId, { ...template, at: now() });
}
