import type { MediaOutcome } from "#channels/channel.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { secondMs } from "#domain/time.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { applyFacts } from "../record/apply-facts.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { restrictChannels } from "./channel.queries.ts";
import { decideAfterCall } from "./decide-after-call.ts";
import { rememberMedia } from "./handover.queries.ts";
import type { Handover } from "./handover.ts";
import { lockRows, releaseHeld } from "./receipt.queries.ts";
import { tellChannels } from "./tell-channels.ts";

/**
 * Stores what became of a handover: the provider's id is remembered and the message may go; or it is tried again after a
 * pause; or the message ends here, without a call.
 */
export async function recordHandover(
  ctx: Context,
  handover: Handover,
  outcome: MediaOutcome,
): Promise<Ring[]> {
  const { workspaceId, messageId, leaseId } = handover;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    if (outcome.kind === "stored") {
      const { channelId, file } = handover;
      const { mediaId } = outcome;
      await rememberMedia(db, { workspaceId, channelId, blobKey: file.blobKey, mediaId, at: ctx.now() });
    }
    const [row] = await lockRows(db, [{ workspaceId, messageId }]);
    if (row?.leaseId !== leaseId) {
      return [];
    }
    return settle(ctx, db, handover, outcome);
  });
}

async function settle(
  ctx: Context,
  db: Transaction,
  handover: Handover,
  outcome: MediaOutcome,
): Promise<Ring[]> {
  const { workspaceId, channelId, messageId, tries } = handover;
  const release = (delayMs: number, tried: number) => releaseHeld(db, [{ ...handover, delayMs, tried }]);
  if (outcome.kind === "stored") {
    release(0, 0);
    return [];
  }
  const after = decideAfterCall({ outcome, tries, chance: Math.random() });
  switch (after.kind) {
    case "retry":
      release(after.delayMs, 1);
      return [];
    case "hold":
      release(secondMs, 0);
      return tellChannels(
        ctx,
        db,
        await restrictChannels(db, [{ workspaceId, channelId, reason: after.reason }]),
      );
    case "done": {
      const { reason } = outcome.failure;
      const now = ctx.now();
      const { rings, moves } = await applyFacts(
        db,
        [{ type: "withdrawn", workspaceId, messageId, attemptId: null, at: now, reason }],
        { now, newId, cards: publishedRateCards },
      );
      ctx.meters.moved(moves);
      return rings;
    }
    default:
      return after satisfies never;
  }
}
