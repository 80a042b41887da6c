import fc from "fast-check";
import { expect, it } from "vitest";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { readBody } from "#server/ingest/read-body.ts";
import { decideFact } from "#server/record/decide-facts.ts";
import { createDraft, type Draft, keyOf } from "#server/record/draft.ts";
import type { RecordEnv } from "#server/record/env.ts";
import type { Fact } from "#server/record/facts.ts";
import { type Json, messagesIn, numbersIn, webhookBodies } from "../support/mutated-webhooks.ts";
import { accounts, channelRows, idOf, workspaceRow } from "./hotel.ts";

const cases = 10_000;
/** The cases are the same each time; another number has others. */
const seed = 20_261_001;
const workspaceId = idOf("aaaaaaaa", 0);
const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:9", graphVersion: "v24.0" });
const receivedAt = Date.UTC(2026, 2, 10, 17, 3);
/** The number that the written bodies name. */
const phoneNumberId = "106540352242922";

it(`${cases} webhooks, valid and not: ingest never throws, never loses a message, never invents a phone`, async () => {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return idOf("eeeeeeee", ids);
  };
  const account = accounts(workspaceId)[0];
  if (account === undefined) {
    throw new Error("The hotel has no number");
  }
  const origin = {
    workspaceId,
    receivedAt,
    channelRef: null,
    accounts: [{ ...account, providerId: phoneNumberId }],
  };
  const seen = { messages: 0, faults: 0, customers: 0 };
  await fc.assert(
    fc.asyncProperty(webhookBodies, async (body) => {
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      // One wrong node must not take the other messages of its body with it.
      expect(() => adapter.parse(bytes, null)).not.toThrow();
      const reading = await readBody(adapter, bytes, { ...origin, journalId: newId() });
      const draft = takeIn(reading.facts, newId);
      expectNothingLost(body, { draft, reading });
      const invented = [...draft.addresses.rows.values()].filter(
        ({ kind, value }) =>
          (kind === "wa_id" || kind === "phone") && !numbersIn(body).has(value.replace("+", "")),
      );
      expect(invented.map(({ value }) => value)).toEqual([]);
      seen.messages += draft.messages.rows.size;
      seen.faults += reading.faults.length;
      seen.customers += draft.customers.rows.size;
    }),
    { numRuns: cases, seed },
  );
  // Mutations that break everything would prove nothing.
  expect(seen.messages).toBeGreaterThan(cases / 2);
  expect(seen.customers).toBeGreaterThan(cases / 2);
  expect(seen.faults).toBeGreaterThan(0);
});

/** Decides over rows in memory what a batch of one body comes to. */
function takeIn(facts: readonly Fact[], newId: () => string): Draft {
  const draft = createDraft(workspaceRow(workspaceId));
  for (const channel of channelRows(workspaceId)) {
    draft.channels.set(channel.id, channel);
  }
  const env: RecordEnv = { now: receivedAt, newId, cards: publishedRateCards };
  for (const fact of facts) {
    decideFact(draft, env, fact);
  }
  return draft;
}

/** Every message of the body is a fact or a fault, and every fact about a message is a row of its thread. */
function expectNothingLost(
  body: Json,
  { draft, reading }: { draft: Draft; reading: Awaited<ReturnType<typeof readBody>> },
): void {
  const told = reading.facts.filter(({ type }) => type === "customer");
  expect(told.length + reading.faults.length).toBeGreaterThanOrEqual(messagesIn(body));
  for (const fact of reading.facts) {
    if (fact.type === "customer" && fact.inbound.type === "message" && fact.inbound.event !== "system") {
      const id = draft.messageByProvider.get(keyOf(fact.channelId, fact.inbound.providerId)) ?? "";
      expect(draft.messages.rows.has(id)).toBe(true);
    }
  }
}
