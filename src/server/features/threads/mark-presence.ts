import type { PresenceState } from "#contract/presence.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Presence } from "../../live/presence.ts";
import { isThread } from "./work.queries.ts";

/** A person tells that they look at a thread or write, and hears who else does. Programs are told, but nobody sees them. */
export async function markPresence(
  ctx: Context,
  presence: Presence,
  { caller, threadId, state }: { caller: Caller; threadId: string; state: PresenceState },
): Promise<{ userId: string; state: PresenceState }[]> {
  const { workspaceId, id: userId } = caller;
  if (!(await withWorkspaces(ctx.db, [workspaceId], (db) => isThread(db, workspaceId, threadId)))) {
    throw new AppError("NOT_FOUND");
  }
  if (caller.kind === "person") {
    presence.tell({ workspaceId, threadId, userId, state });
  }
  return presence.listOthers({ workspaceId, threadId, userId });
}
