import { afterAll, beforeAll, expect, it } from "vitest";
import { nobody } from "#channels/channel.ts";
import type { Failure } from "#domain/delivery-status.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { minuteMs } from "#domain/time.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { Fact } from "#server/record/facts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { seedChannel, seedWorkspace } from "../support/seed-workspace.ts";
import { silentLog } from "../support/silent-log.ts";

let database: TestDatabase;
let db: Database;
let workspaceId: string;
let channelId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectDatabase({ url: database.appUrl, log: silentLog });
  workspaceId = await seedWorkspace(db);
  channelId = await seedChannel(db, workspaceId, { kind: "whatsapp", providerId: "1000" });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const wroteAt = Date.parse("2026-03-10T18:02:00+01:00");
const first = wroteAt + 10 * minuteMs;
const second = wroteAt + 12 * minuteMs;
const told = wroteAt + 30 * minuteMs;
const refusal: Failure = { reason: "window", code: "131047", detail: null };

type Sent = { messageId: string; attemptId: string };

it.each([
  ["refused first, told last", first, second, null],
  ["refused second, told last", second, first, second],
])(
  "W9: a refusal closes the window unless a free text attempted after it arrived: %s",
  async (_what, refusedAt, deliveredAt, stands) => {
    const person = await startThread();
    const [refused, delivered] = [await attempt(person, refusedAt), await attempt(person, deliveredAt)];
    await apply(status(delivered, "delivered", deliveredAt + 1000));
    await apply(status(refused, "failed", told));
    expect(await readWindow(person.identityId)).toEqual({ refused: stands, delivered: deliveredAt });
  },
);

it("W9: a free text attempted after the refusal opens the window again when it arrives, whatever was told between", async () => {
  const person = await startThread();
  const [refused, delivered] = [await attempt(person, first), await attempt(person, second)];
  await apply(status(refused, "failed", first + 1000));
  expect(await readWindow(person.identityId)).toEqual({ refused: first, delivered: null });
  await apply(status(delivered, "delivered", told));
  expect(await readWindow(person.identityId)).toEqual({ refused: null, delivered: second });
  await apply(status(refused, "failed", told + 1000));
  expect(await readWindow(person.identityId)).toEqual({ refused: null, delivered: second });
});

let people = 0;

async function startThread(): Promise<{ threadId: string; identityId: string; waId: string }> {
  people += 1;
  const waId = `34600900${String(people).padStart(3, "0")}`;
  await apply({
    type: "customer",
    workspaceId,
    channelId,
    receivedAt: wroteAt,
    journalId: newId(),
    inbound: {
      type: "message",
      channelRef: "1000",
      providerId: `wamid.in.${people}`,
      sender: { ...nobody, waId, name: "María" },
      sentAt: wroteAt,
      event: "text",
      kind: "text",
      text: "¿Hay parking?",
      subject: null,
      attachments: [],
      answers: [],
      payload: null,
      sentByMachine: false,
    },
  });
  const [row] = await withWorkspaces(db, [workspaceId], (db) =>
    db.query<{ threadId: string; identityId: string }>({
      text: `select thread_id as "threadId", identity_id as "identityId" from messages where provider_id = $1`,
      values: [`wamid.in.${people}`],
    }),
  );
  return { threadId: row?.threadId ?? "", identityId: row?.identityId ?? "", waId };
}

/** A free text of ours whose call was accepted. */
async function attempt(person: { threadId: string; identityId: string }, at: number): Promise<Sent> {
  const sent = { messageId: newId(), attemptId: newId() };
  const common = { workspaceId, ...sent, at };
  await apply({
    type: "submitted",
    workspaceId,
    messageId: sent.messageId,
    ...person,
    channelId,
    clientId: newId(),
    clientFingerprint: "x",
    authorId: null,
    automatic: false,
    causeId: null,
    kind: "text",
    text: "Sí.",
    subject: null,
    template: null,
    answersId: null,
    at,
  });
  await apply({ type: "attempt-started", ...common, leaseId: newId(), providerId: null });
  const outcome = { kind: "accepted", providerId: sent.attemptId, held: false, recipient: nobody } as const;
  await apply({ type: "attempt-finished", ...common, retry: false, outcome });
  return sent;
}

function status({ attemptId }: Sent, word: "delivered" | "failed", at: number): Fact {
  return {
    type: "status",
    workspaceId,
    channelId,
    receivedAt: at,
    journalId: newId(),
    status: {
      type: "status",
      channelRef: "1000",
      providerId: attemptId,
      attemptId,
      report: { status: word, at, ...(word === "failed" ? { failure: refusal } : {}) },
      pricing: null,
      freeEntryUntil: null,
      recipient: nobody,
    },
  };
}

async function apply(fact: Fact): Promise<void> {
  const now = fact.type === "customer" || fact.type === "status" ? fact.receivedAt : fact.at;
  await withWorkspaces(db, [workspaceId], (db) =>
    applyFacts(db, [fact], { now, newId, cards: publishedRateCards }),
  );
}

async function readWindow(identityId: string) {
  const [row] = await withWorkspaces(db, [workspaceId], (db) =>
    db.query<{ refused: number | null; delivered: number | null }>({
      text: `select refused_attempt_at as refused, delivered_attempt_at as delivered from windows where identity_id = $1`,
      values: [identityId],
    }),
  );
  return row;
}
