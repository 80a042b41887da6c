import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { Fact } from "../../record/facts.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";

/** A fact about a customer that a person tells, and what is answered once it is recorded. */
export type Telling<Answer> = { fact: Fact; answer(db: Transaction): Promise<Answer> };

/** Records what a person says of a customer, in one transaction with the look at what holds; rings after the commit. */
export async function recordAbout<Answer>(
  ctx: Context,
  workspaceId: string,
  look: (db: Transaction) => Promise<Telling<Answer>>,
): Promise<Answer> {
  const { answer, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const telling = await look(db);
    const env = { now: ctx.now(), newId, cards: publishedRateCards };
    const { rings } = await applyFacts(db, [telling.fact], env);
    return { answer: await telling.answer(db), rings };
  });
  ctx.doorbell.ring(rings);
  return answer;
}
