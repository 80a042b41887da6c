import type { ThreadDetail } from "#contract/threads.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { requireMember } from "../members/require-member.ts";
import { readThread } from "./get-thread.ts";
import { lockThread, updateThread as writeThread } from "./threads.queries.ts";

/** Assigns, resolves or reopens a thread, unless somebody else changed it since `version`. */
export async function updateThread(
  ctx: Context,
  input: {
    workspaceId: string;
    id: string;
    version: number;
    status?: "open" | "resolved" | undefined;
    assigneeId?: string | null | undefined;
  },
): Promise<ThreadDetail> {
  const { workspaceId, id, version } = input;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const thread = await lockThread(db, workspaceId, id);
    if (thread === null) {
      throw new AppError("NOT_FOUND");
    }
    if (thread.version !== version) {
      const { status, assigneeId } = thread;
      throw new AppError("STALE_VERSION", { version: thread.version, status, assigneeId });
    }
    const { status = thread.status, assigneeId = thread.assigneeId } = input;
    if (assigneeId !== null) {
      await requireMember(db, { workspaceId, userId: assigneeId, field: "body.assigneeId" });
    }
    await writeThread(db, { workspaceId, id, status, assigneeId });
    events.push({ kind: "thread.changed", threadId: id });
    return readThread(ctx, db, { workspaceId, id });
  });
}
