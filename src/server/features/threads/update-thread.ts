import type { ThreadDetail } from "#contract/threads.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { changeThreads, type ThreadChange } from "./change-threads.ts";
import { getThread } from "./get-thread.ts";

/** Changes one thread and answers it whole, unless somebody else changed it since `version`. */
export async function updateThread(
  ctx: Context,
  { caller, change }: { caller: Caller; change: ThreadChange },
): Promise<ThreadDetail> {
  const [changed] = await changeThreads(ctx, { caller, changes: [change] });
  if (changed === undefined || changed.result === "missing" || changed.thread === null) {
    throw new AppError("NOT_FOUND");
  }
  if (changed.result === "stale") {
    const { version, status, assignee, snoozedUntil } = changed.thread;
    throw new AppError("STALE_VERSION", { version, status, assigneeId: assignee?.id ?? null, snoozedUntil });
  }
  return getThread(ctx, { workspaceId: caller.workspaceId, id: change.id });
}
