import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { RateKnownFact } from "../../record/facts.ts";
import { listUnpriced } from "./rate-cards.queries.ts";

const mostAtOnce = 500;

/** Prices the messages of a currency, from a day on, that had no known rate when they were charged (M13). */
export async function priceUnknown(
  ctx: Context,
  { workspaceId, currency, from }: { workspaceId: string; currency: string; from: string },
): Promise<void> {
  let after: { day: string; id: string } | null = null;
  do {
    const place: { day: string; id: string } | null = after;
    const { last, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
      const now = ctx.now();
      const found = await listUnpriced(db, { workspaceId, currency, from, after: place, most: mostAtOnce });
      const facts = found.map(
        ({ id: messageId }): RateKnownFact => ({ type: "rate-known", workspaceId, messageId, at: now }),
      );
      const applied = await applyFacts(db, facts, { now, newId, cards: publishedRateCards });
      return { last: found.length < mostAtOnce ? null : (found.at(-1) ?? null), rings: applied.rings };
    });
    ctx.doorbell.ring(rings);
    after = last;
  } while (after !== null);
}
