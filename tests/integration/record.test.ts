import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboundMessage, nobody } from "#channels/channel.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { Fact } from "#server/record/facts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { silentLog } from "../support/silent-log.ts";

const at = (text: string) => Date.parse(`2026-03-${text}+01:00`);

describe("the record of threads", () => {
  let database: TestDatabase;
  let db: Database;
  const workspaceId = newId();
  const channelId = newId();

  beforeAll(async () => {
    database = await createTestDatabase();
    db = connectDatabase({ url: database.appUrl, log: silentLog });
    await withWorkspaces(db, [workspaceId], async (db) => {
      await db.query({
        text: "insert into workspaces (workspace_id, name, created_at) values ($1, 'Hotel', now())",
        values: [workspaceId],
      });
      await db.query({
        text: "insert into workspace_counters (workspace_id) values ($1)",
        values: [workspaceId],
      });
      await db.query({
        text: `insert into channels (workspace_id, id, kind, name, provider_id, config, time_zone, created_at)
               values ($1, $2, 'whatsapp', 'Recepción', '1000', '{}', 'Europe/Madrid', '2025-01-01')`,
        values: [workspaceId, channelId],
      });
    });
  });

  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const apply = (now: number, ...facts: Fact[]) =>
    withWorkspaces(db, [workspaceId], (db) =>
      applyFacts(db, facts, { now, newId, cards: publishedRateCards }),
    );

  const read = <Row extends object>(text: string) =>
    withWorkspaces(db, [workspaceId], (db) => db.query<Row & Record<string, unknown>>({ text }));

  const wrote = (providerId: string, sentAt: number, text: string): Fact => {
    const inbound: InboundMessage = {
      type: "message",
      channelRef: "1000",
      providerId,
      sender: { ...nobody, waId: "34600900001", bsuid: "ES.900001", name: "María" },
      sentAt,
      event: "text",
      kind: "text",
      text,
      subject: null,
      attachments: [],
      answers: [],
      payload: null,
      sentByMachine: false,
    };
    return { type: "customer", workspaceId, channelId, receivedAt: sentAt, journalId: newId(), inbound };
  };

  it("A1–A5 runs from María's question to the answer and its charge", async () => {
    await apply(
      at("10T18:02:00"),
      wrote("wamid.1", at("10T18:02:00"), "¿Hay parking?"),
      wrote("wamid.1", at("10T18:02:00"), "¿Hay parking?"),
    );
    const [thread] = await read<{ id: string; unread: number; waiting: number }>(
      "select id, unread, waiting_since as waiting from threads",
    );
    expect(thread).toMatchObject({ unread: 1, waiting: at("10T18:02:00") });
    const [window] = await read<{ identity_id: string }>("select * from windows");
    const messageId = newId();
    const attemptId = newId();
    const base = { workspaceId, messageId };
    await apply(at("10T18:16:00"), {
      type: "submitted",
      ...base,
      threadId: thread?.id ?? "",
      channelId,
      identityId: window?.identity_id ?? "",
      clientId: newId(),
      clientFingerprint: "x",
      authorId: null,
      automatic: false,
      causeId: null,
      kind: "text",
      text: "Sí, cubierto.",
      subject: null,
      template: null,
      answersId: null,
      at: at("10T18:16:00"),
    });
    await apply(at("10T18:16:01"), {
      type: "attempt-started",
      ...base,
      attemptId,
      leaseId: newId(),
      providerId: null,
      at: at("10T18:16:01"),
    });
    await apply(at("10T18:16:02"), {
      type: "attempt-finished",
      ...base,
      attemptId,
      at: at("10T18:16:02"),
      retry: false,
      outcome: {
        kind: "accepted",
        providerId: "wamid.out",
        held: false,
        recipient: { ...nobody, waId: "34600900001" },
      },
    });
    const status = (word: string, when: number): Fact => ({
      type: "status",
      workspaceId,
      channelId,
      receivedAt: when,
      journalId: newId(),
      status: {
        type: "status",
        channelRef: "1000",
        providerId: "wamid.out",
        attemptId,
        report: { status: word, at: when },
        pricing: null,
        freeEntryUntil: null,
        recipient: { ...nobody, waId: "34600900001" },
      },
    });
    await apply(
      at("10T18:16:05"),
      status("read", at("10T18:16:04")),
      status("delivered", at("10T18:16:03")),
      status("sent", at("10T18:16:02")),
    );
    const [message] = await read<{ status: string }>(
      "select status, conversation_id from messages where direction = 'out'",
    );
    expect(message).toMatchObject({ status: "read", conversation_id: messageId });
    expect(await read("select started_by, category, starts_at, provisional from conversations")).toEqual([
      { started_by: "customer", category: "service", starts_at: at("10T18:16:03"), provisional: false },
    ]);
    expect(await read("select entry, state, amount from charges order by entry")).toEqual([
      { entry: 1, state: "estimated", amount: 0 },
      { entry: 2, state: "confirmed", amount: 0 },
    ]);
    await apply(at("10T18:19:00"), wrote("wamid.2", at("10T18:19:00"), "Gracias"));
    expect(await read("select last_customer_message_at as at from windows")).toEqual([
      { at: at("10T18:19:00") },
    ]);
    const events = await read<{ seq: number }>("select seq from events order by seq");
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });
});
