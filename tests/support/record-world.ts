import { type InboundMessage, nobody, type Party, type SendOutcome } from "#channels/channel.ts";
import type { StatusReport } from "#domain/delivery-status.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { connectDatabase, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { CustomerFact, Fact, StatusFact, SubmittedFact } from "#server/record/facts.ts";
import { lockWorkspaces } from "#server/record/load.queries.ts";
import { PeopleMemory } from "#server/record/people-memory.ts";
import { createTestDatabase } from "./create-test-database.ts";
import { seedChannel, seedWorkspace } from "./seed-workspace.ts";
import { silentLog } from "./silent-log.ts";

/** A workspace with one WhatsApp number, and facts to give to its record. */
export type RecordWorld = Awaited<ReturnType<typeof startRecordWorld>>;

/** Where a message of ours goes. */
export type Recipient = { threadId: string; identityId: string };

/** Starts a database of its own with one workspace in it, connected as ingest is. */
export async function startRecordWorld(people = new PeopleMemory()) {
  const database = await createTestDatabase();
  const db = connectDatabase({ url: database.appUrl, log: silentLog, isPlannedOnce: true });
  const workspaceId = await seedWorkspace(db);
  const channelId = await seedChannel(db, workspaceId, { kind: "whatsapp", providerId: "1000" });

  /** Applies facts in one batch at a moment, with what earlier batches left in memory, as ingest does. */
  const apply = async (now: number, ...facts: Fact[]) => {
    const tellings: (() => void)[] = [];
    const memory = { people, afterCommit: (tell: () => void) => tellings.push(tell) };
    const applied = await withWorkspaces(db, [workspaceId], (db) =>
      applyFacts(db, facts, { now, newId, cards: publishedRateCards }, memory),
    );
    for (const tell of tellings) {
      tell();
    }
    return applied;
  };
  const read = <Row extends object>(text: string, ...values: unknown[]) =>
    withWorkspaces(db, [workspaceId], (db) =>
      db.query<Row & Record<string, unknown>>({ text, values: [...values] }),
    );
  /** Changes rows as every writer does: with a turn of its own. */
  const change = (text: string, ...values: unknown[]) =>
    withWorkspaces(db, [workspaceId], async (db) => {
      await lockWorkspaces(db, [workspaceId]);
      await db.execute({ text, values: [...values] });
    });

  return {
    db,
    workspaceId,
    channelId,
    apply,
    read,
    change,
    /** The thread, identity and status of a message, by the provider's id. */
    async find(providerId: string): Promise<Recipient & { messageId: string; status: string }> {
      const [row] = await read<Recipient & { messageId: string; status: string }>(
        `select thread_id as "threadId", identity_id as "identityId", id as "messageId", status
         from messages where provider_id = $1`,
        providerId,
      );
      if (row === undefined) {
        throw new Error(`no message ${providerId}`);
      }
      return row;
    },
    /** System lines of a thread, in the order they were written. */
    async lines(threadId: string): Promise<unknown[]> {
      const rows = await read<{ payload: unknown }>(
        "select payload from messages where thread_id = $1 and kind = 'system' order by seq",
        threadId,
      );
      return rows.map(({ payload }) => payload);
    },
    async close(): Promise<void> {
      await db.close();
      await database.drop();
    },
  };
}

/** What a customer wrote, received when it was sent. */
export function wrote(
  { workspaceId, channelId }: Pick<RecordWorld, "workspaceId" | "channelId">,
  from: Partial<Party>,
  message: Partial<Omit<InboundMessage, "sentAt">> & { providerId: string; sentAt: number },
): CustomerFact {
  const inbound: InboundMessage = {
    type: "message",
    channelRef: "1000",
    sender: { ...nobody, ...from },
    event: "text",
    kind: "text",
    text: "¿Hay parking?",
    subject: null,
    attachments: [],
    answers: [],
    payload: null,
    sentByMachine: false,
    ...message,
  };
  return {
    type: "customer",
    workspaceId,
    channelId,
    receivedAt: message.sentAt,
    journalId: newId(),
    inbound,
  };
}

/** A message of ours with the ids of its one attempt. */
export type Sent = Recipient & { messageId: string; attemptId: string; providerId: string };

/** Names a message of ours that does not exist yet. */
export function nameSent(recipient: Recipient): Sent {
  const { threadId, identityId } = recipient;
  const attemptId = newId();
  return { threadId, identityId, messageId: newId(), attemptId, providerId: `wamid.${attemptId}` };
}

/** A person sends a text, or a template when a category is given. */
export function submitted(
  { workspaceId, channelId }: Pick<RecordWorld, "workspaceId" | "channelId">,
  sent: Sent,
  { at, category = null }: { at: number; category?: string | null },
): SubmittedFact {
  const { messageId, threadId, identityId } = sent;
  const template = {
    name: "aviso",
    language: "es",
    category: category ?? "",
    header: null,
    body: "Aviso",
    footer: null,
    buttons: [],
    components: [],
  };
  return {
    type: "submitted",
    workspaceId,
    messageId,
    threadId,
    channelId,
    identityId,
    clientId: newId(),
    clientFingerprint: "x",
    authorId: null,
    automatic: false,
    causeId: null,
    kind: category === null ? "text" : "template",
    text: category === null ? "Sí, cubierto." : null,
    subject: null,
    template: category === null ? null : template,
    answersId: null,
    at,
  };
}

/** The call is about to be made. */
export function started(
  { workspaceId }: Pick<RecordWorld, "workspaceId">,
  { messageId, attemptId }: Sent,
  at: number,
): Fact {
  return {
    type: "attempt-started",
    workspaceId,
    messageId,
    attemptId,
    leaseId: newId(),
    providerId: null,
    at,
  };
}

/** The call ended; accepted unless said otherwise. */
export function finished(
  { workspaceId }: Pick<RecordWorld, "workspaceId">,
  { messageId, attemptId, providerId }: Sent,
  { at, outcome, recipient = {} }: { at: number; outcome?: SendOutcome; recipient?: Partial<Party> },
): Fact {
  const accepted = {
    kind: "accepted",
    providerId,
    held: false,
    recipient: { ...nobody, ...recipient },
  } as const;
  return {
    type: "attempt-finished",
    workspaceId,
    messageId,
    attemptId,
    at,
    outcome: outcome ?? accepted,
    retry: false,
  };
}

/** What WhatsApp tells later. */
export function told(
  { workspaceId, channelId }: Pick<RecordWorld, "workspaceId" | "channelId">,
  { providerId, attemptId }: Sent,
  report: StatusReport,
  more: Partial<StatusFact["status"]> = {},
): StatusFact {
  return {
    type: "status",
    workspaceId,
    channelId,
    receivedAt: report.at,
    journalId: newId(),
    status: {
      type: "status",
      channelRef: "1000",
      providerId,
      attemptId,
      report,
      pricing: null,
      freeEntryUntil: null,
      recipient: nobody,
      ...more,
    },
  };
}
