import { publishedRateCards } from "#domain/rate-cards.ts";
import { windowMs } from "#domain/window.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { reasonOf } from "../log.ts";
import { applyFacts } from "../record/apply-facts.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { decideSwept } from "./decide-swept.ts";
import { findClosed, findLostAttempts, findNeglected, settleExpired } from "./sweep.queries.ts";

/**
 * Settles what nobody else will: attempts whose process died become unknown (L7, P3: a lease lasts a minute), rows that
 * were taken but never tried are free again, free text whose window closed while it waited is taken back (F14).
 */
export async function sweep(ctx: Context, workspaceIds: readonly string[]): Promise<void> {
  if (workspaceIds.length === 0) {
    return;
  }
  const neglected = await withWorkspaces(ctx.db, workspaceIds, (db) =>
    findNeglected(db, workspaceIds, closedBy(ctx)),
  );
  for (const workspaceId of neglected) {
    try {
      const rings = await sweepWorkspace(ctx, workspaceId);
      ctx.doorbell.ring([...rings, { what: "queue", workspaceId }]);
    } catch (error) {
      // One workspace that can't be settled is no reason to leave the others.
      ctx.log.warn({ workspaceId, reason: reasonOf(error) }, "A workspace could not be swept");
    }
  }
}

async function sweepWorkspace(ctx: Context, workspaceId: string): Promise<Ring[]> {
  const { rings, moves } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const at = ctx.now();
    const lost = await findLostAttempts(db, workspaceId);
    const closed = await findClosed(db, workspaceId, closedBy(ctx));
    const facts = decideSwept(workspaceId, { lost, closed, at });
    const applied = await applyFacts(db, facts, { now: at, newId, cards: publishedRateCards });
    await settleExpired(db, workspaceId);
    if (lost.length > 0) {
      ctx.log.warn({ workspaceId, attempts: lost.length }, "Attempts of a dead process are unknown now");
    }
    return applied;
  });
  ctx.meters.moved(moves);
  return rings;
}

/** A window closes 24 hours after the customer's last message, so one that is older has closed. */
function closedBy(ctx: Context): { before: number; kinds: string[] } {
  const kinds = [...ctx.adapters.values()].filter((adapter) => adapter.hasWindow).map(({ kind }) => kind);
  return { before: ctx.now() - windowMs, kinds };
}
