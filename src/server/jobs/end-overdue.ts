import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { applyFacts } from "../record/apply-facts.ts";
import type { TimePassedFact } from "../record/facts.ts";
import { findOverdue } from "../record/overdue.queries.ts";

const mostAtOnce = 200;

/** Ends the messages that time has ended: nothing stays sending (P3), what the provider gave up counts as undelivered. */
export async function endOverdue(ctx: Context, workspaceIds: readonly string[]): Promise<void> {
  for (const workspaceId of workspaceIds) {
    // One workspace that can't be looked at is no reason to forget the others.
    await endOverdueOf(ctx, workspaceId).catch((error: unknown) =>
      ctx.log.warn({ err: error, workspaceId }, "Overdue messages could not be ended"),
    );
  }
}

async function endOverdueOf(ctx: Context, workspaceId: string): Promise<void> {
  const now = ctx.now();
  const { rings, moves } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const messageIds = await findOverdue(db, workspaceId, { now, most: mostAtOnce });
    const facts = messageIds.map(
      (messageId): TimePassedFact => ({ type: "time-passed", workspaceId, messageId, at: now }),
    );
    return applyFacts(db, facts, { now, newId, cards: publishedRateCards });
  });
  ctx.doorbell.ring(rings);
  ctx.meters.moved(moves);
}
