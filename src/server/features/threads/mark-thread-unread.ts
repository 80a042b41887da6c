import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { lockThread, markUnseen } from "./threads.queries.ts";

/** Somebody should look at the thread again; harmless when it is unread already. */
export async function markThreadUnread(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    const thread = await lockThread(db, workspaceId, id);
    if (thread === null) {
      throw new AppError("NOT_FOUND");
    }
    if (thread.unread === 0) {
      await markUnseen(db, workspaceId, id);
      events.push({ kind: "thread.changed", threadId: id });
    }
  });
}
