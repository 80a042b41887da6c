import type { LiveEvent } from "#contract/events.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { appendEvents } from "../record/append-events.ts";
import { applyFacts } from "../record/apply-facts.ts";
import type { Fact } from "../record/facts.ts";
import { lockWorkspaces } from "../record/load.queries.ts";

/**
 * A plain edit: takes the workspace's counter row first, as every writer of events does, runs `work`, appends the
 * events and records the facts that it pushes, and rings once all of it is committed.
 */
export async function editWorkspace<Result>(
  ctx: Context,
  workspaceId: string,
  work: (db: Transaction, events: LiveEvent[], facts: Fact[]) => Promise<Result>,
): Promise<Result> {
  const events: LiveEvent[] = [];
  const facts: Fact[] = [];
  const rings: Ring[] = [];
  const result = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    if (workspace === undefined) {
      throw new AppError("NOT_FOUND");
    }
    const result = await work(db, events, facts);
    if (events.length > 0) {
      appendEvents(db, { workspace, events, now: ctx.now() });
      rings.push({ what: "events", workspaceId });
    }
    const env = { now: ctx.now(), newId, cards: publishedRateCards };
    rings.push(...(await applyFacts(db, facts, env)).rings);
    return result;
  });
  if (rings.length > 0) {
    ctx.doorbell.ring(rings);
  }
  return result;
}
