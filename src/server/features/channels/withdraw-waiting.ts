import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import type { Ring } from "../../live/doorbell.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { WithdrawnFact } from "../../record/facts.ts";
import { listWaiting } from "./channels.queries.ts";

/** What waits on a channel ends as not sent; the counter row is locked by then. Answers whom to wake after the commit. */
export async function withdrawWaiting(
  db: Transaction,
  { workspaceId, channelId, at }: { workspaceId: string; channelId: string; at: Instant },
): Promise<Ring[]> {
  const waiting = await listWaiting(db, workspaceId, channelId);
  const facts = waiting.map(
    (messageId): WithdrawnFact => ({
      type: "withdrawn",
      workspaceId,
      messageId,
      attemptId: null,
      at,
      reason: "connection",
    }),
  );
  const { rings } = await applyFacts(db, facts, { now: at, newId, cards: publishedRateCards });
  return rings;
}
