import { secondMs } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { reasonOf } from "../../log.ts";
import { getReceipts } from "../settings/get-receipts.ts";
import { listLastReceived } from "./threads.queries.ts";

/** WhatsApp shows it for 25 seconds, unless we answer before (§2.4). */
const againMs = 20 * secondMs;

/** Tells customers that somebody writes to them, where the workspace wants it: now and then, and without waiting for it. */
export function createTypingSigns(ctx: Context) {
  const shownAt = new Map<string, number>();

  async function show({ workspaceId, threadId, channelKind }: Place): Promise<void> {
    const received = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
      const { typing } = await getReceipts(db, workspaceId);
      return typing ? listLastReceived(db, workspaceId, threadId) : [];
    });
    for (const { channelId, providerId } of received) {
      const account = await ctx.accounts.find(workspaceId, channelId);
      if (account?.kind === channelKind) {
        await ctx.adapters.get(channelKind)?.showTyping?.(account, providerId);
      }
    }
  }

  return function showTyping(place: Place): void {
    const { threadId, channelKind } = place;
    const now = performance.now();
    if (
      ctx.adapters.get(channelKind)?.showTyping === undefined ||
      now - (shownAt.get(threadId) ?? Number.NEGATIVE_INFINITY) < againMs
    ) {
      return;
    }
    for (const [id, at] of shownAt) {
      if (now - at >= againMs) {
        shownAt.delete(id);
      }
    }
    shownAt.set(threadId, now);
    show(place).catch((error: unknown) =>
      ctx.log.warn({ threadId, reason: reasonOf(error) }, "Nobody was shown that somebody writes"),
    );
  };
}

type Place = { workspaceId: string; threadId: string; channelKind: string };
