import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { WorkedFact } from "../../record/facts.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { listWorkspacesToWake, wakeThreads as openThreads } from "./work.queries.ts";

/** No transaction holds the workspace's counters longer than these take. */
const mostAtOnce = 200;

/** Opens the threads whose time has come, by the product's clock. Two processes at once wake each thread once. */
export async function wakeThreads(ctx: Context, workspaceIds: readonly string[]): Promise<void> {
  const due = await withWorkspaces(ctx.db, workspaceIds, (db) =>
    listWorkspacesToWake(db, { workspaceIds, now: ctx.now() }),
  );
  for (const workspaceId of due) {
    // One workspace that can't be written is no reason to let the others sleep.
    await wakeWorkspace(ctx, workspaceId).catch((err: unknown) =>
      ctx.log.warn({ err, workspaceId }, "Snoozed threads could not be woken"),
    );
  }
}

async function wakeWorkspace(ctx: Context, workspaceId: string): Promise<void> {
  let woken = mostAtOnce;
  while (woken === mostAtOnce) {
    woken = await wakeSome(ctx, workspaceId);
  }
}

async function wakeSome(ctx: Context, workspaceId: string): Promise<number> {
  const now = ctx.now();
  const { count, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const ids = await openThreads(db, { workspaceId, now, most: mostAtOnce });
    const facts = ids.map(
      (threadId): WorkedFact => ({
        type: "worked",
        workspaceId,
        threadId,
        authorId: null,
        at: now,
        lines: [{ work: "woken", by: "time" }],
      }),
    );
    const { rings } = await applyFacts(db, facts, { now, newId, cards: publishedRateCards });
    return { count: ids.length, rings };
  });
  ctx.doorbell.ring(rings);
  return count;
}
