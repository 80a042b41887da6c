import type { Message } from "#contract/messages.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { SubmittedFact } from "../../record/facts.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { viewMessage } from "./message.view.ts";
import { findByClientId, findMessage } from "./messages.queries.ts";

/** 202: taken and on its way. 200: this client id was taken before, with the same content. */
export type Submitted = { status: 200 | 202; body: Message };

/**
 * Stores what `prepare` makes, once per client id, and wakes the delivery after the commit. The counter row is locked
 * first: two equal requests at the same moment come one after the other, and the second finds the first one's message.
 */
export async function submitOnce(
  ctx: Context,
  request: { workspaceId: string; clientId: string; fingerprint: string },
  prepare: (db: Transaction) => Promise<SubmittedFact>,
): Promise<Submitted> {
  const { workspaceId, clientId, fingerprint } = request;
  const { submitted, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const earlier = await findByClientId(db, workspaceId, clientId);
    if (earlier !== null) {
      if (earlier.fingerprint !== fingerprint) {
        throw new AppError("CLIENT_ID_REUSED", { messageId: earlier.id });
      }
      return {
        submitted: { status: 200 as const, body: await readMessage(db, workspaceId, earlier.id) },
        rings: [],
      };
    }
    const fact = await prepare(db);
    const { rings } = await applyFacts(db, [fact], { now: ctx.now(), newId, cards: publishedRateCards });
    return {
      submitted: { status: 202 as const, body: await readMessage(db, workspaceId, fact.messageId) },
      rings,
    };
  });
  ctx.doorbell.ring(rings);
  return submitted;
}

async function readMessage(db: Transaction, workspaceId: string, id: string): Promise<Message> {
  const row = await findMessage(db, workspaceId, id);
  if (row === null) {
    throw new Error(`message ${id} was stored and is not there`);
  }
  return viewMessage(row);
}
