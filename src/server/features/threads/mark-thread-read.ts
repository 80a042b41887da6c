import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { getReceipts } from "../settings/get-receipts.ts";
import { listLastReceived, lockThread, markSeen } from "./threads.queries.ts";

type Received = { channelId: string; providerId: string };

/**
 * Somebody looked at the thread. What was unread gets its read receipt afterwards, where the channel knows such and the
 * workspace wants it.
 */
export async function markThreadRead(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const received = await editWorkspace(ctx, workspaceId, async (db, events) => {
    const thread = await lockThread(db, workspaceId, id);
    if (thread === null) {
      throw new AppError("NOT_FOUND");
    }
    if (thread.unread === 0) {
      return [];
    }
    await markSeen(db, workspaceId, id);
    events.push({ kind: "thread.changed", threadId: id });
    const { readReceipts } = await getReceipts(db, workspaceId);
    return readReceipts ? listLastReceived(db, workspaceId, id) : [];
  });
  void sendReceipts(ctx, workspaceId, received);
}

/** A receipt that fails is not worth a retry: the next one marks everything before it. */
async function sendReceipts(ctx: Context, workspaceId: string, received: readonly Received[]): Promise<void> {
  for (const { channelId, providerId } of received) {
    try {
      const account = await ctx.accounts.find(workspaceId, channelId);
      if (account !== null) {
        await ctx.adapters.get(account.kind)?.markRead(account, providerId);
      }
    } catch (error) {
      ctx.log.warn({ err: error, channelId }, "read receipt not sent");
    }
  }
}
