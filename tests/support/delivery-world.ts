import { type ChannelAccount, type ChannelAdapter, nobody } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import type { HealthChange } from "#domain/channel-health.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { type Delivery, type DeliveryOptions, startDelivery } from "#server/delivery/delivery.ts";
import { newId } from "#server/ids.ts";
import type { Ring } from "#server/live/doorbell.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { Fact, SubmittedFact } from "#server/record/facts.ts";
import { type Clock, createClock } from "../../simulators/clock.ts";
import type { CloudApi } from "../../simulators/cloud-api/handle.ts";
import type { CloudApiOptions } from "../../simulators/cloud-api/options.ts";
import { startCloudApi } from "../../simulators/cloud-api/start-cloud-api.ts";
import { createTestDatabase } from "./create-test-database.ts";
import { createDeliveryContext, createLocalDoorbell } from "./delivery-context.ts";
import { seedWorkspace } from "./seed-workspace.ts";
import { silentLog } from "./silent-log.ts";

const wabaId = "102290129340398";
/** Numbers of the hotel at the provider. */
export const numbers = ["106540352242922", "106540352242923"] as const;

/** A customer's place in the hotel: her thread and her identity. */
export type Person = { threadId: string; identityId: string; waId: string; channelId: string };

/** What became of a message. */
export type Ended = {
  status: string;
  failure: { reason: string; code: string | null } | null;
  providerId: string | null;
  attempts: number;
  inQueue: boolean;
};

/** A hotel over a database of its own, with Meta's simulator behind it; tests start as many deliveries as they like. */
export type DeliveryWorld = {
  api: CloudApi;
  clock: Clock;
  db: Database;
  workspaceId: string;
  channels: string[];
  /** For processes of their own: where the database is, and how the channels send. */
  appUrl: string;
  accounts: readonly ChannelAccount[];
  ring(what: Ring["what"]): void;
  /** A delivery process of this world; closed with it. */
  startDelivery(options?: Partial<DeliveryOptions> & { adapter?: ChannelAdapter }): Delivery;
  /** A customer writes to a number of ours, at the present of the clock. */
  customerWrites(waId: string, channelIndex?: number): Promise<Person>;
  /** Puts a message into the queue and rings; answers its id. */
  submit(person: Person, change?: Partial<SubmittedFact>): Promise<string>;
  /** The provider tells by webhook what became of a message's only attempt. */
  hearStatus(messageId: string, status: string): Promise<void>;
  /** The provider tells something of the account by webhook. */
  tell(change: HealthChange): Promise<void>;
  /** The same of a picture that lies in our store. */
  submitPicture(person: Person): Promise<string>;
  submitMany(people: readonly Person[], textOf: (index: number) => string): Promise<string[]>;
  end(messageId: string): Promise<Ended>;
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Starts the world; nothing is delivered until a test starts a delivery. */
export async function startDeliveryWorld(options: Partial<CloudApiOptions> = {}): Promise<DeliveryWorld> {
  const database = await createTestDatabase();
  const db = connectDatabase({ url: database.appUrl, log: silentLog, connections: 16 });
  const clock = createClock();
  const api = await startCloudApi({
    clock,
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    statusDelaysMs: { sent: 0, delivered: 0 },
    wabas: [
      {
        id: wabaId,
        name: "Hotel",
        timeZone: "Europe/Madrid",
        phoneNumbers: numbers.map((id, index) => {
          return { id, displayPhoneNumber: `+34 910 000 00${index}`, verifiedName: "Hotel" };
        }),
        templates: [
          {
            name: "reservation_ready",
            language: "es",
            category: "UTILITY",
            components: [{ type: "BODY", text: "Su reserva está lista." }],
          },
        ],
      },
    ],
    ...options,
  });
  const workspaceId = await seedWorkspace(db);
  const accounts = numbers.map((phoneNumberId): ChannelAccount => {
    return {
      workspaceId,
      id: newId(),
      kind: "whatsapp",
      providerId: phoneNumberId,
      config: { phoneNumberId, wabaId },
      secrets: { accessToken: "token", appSecrets: ["secret"], verifyToken: "verify" },
    };
  });
  const doorbell = createLocalDoorbell();
  const deliveries: Delivery[] = [];
  const stored = new Map<string, Buffer>();
  const inWorkspace = <Result>(work: Parameters<typeof withWorkspaces<Result>>[2]) =>
    withWorkspaces(db, [workspaceId], work);
  await inWorkspace(async (db) => {
    for (const { id, providerId } of accounts) {
      await db.execute({
        text: `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, time_zone, created_at)
               values ($1, $2, 'whatsapp', 'Recepción', $3, $4, '{}', 'Europe/Madrid', '2025-01-01')`,
        values: [workspaceId, id, providerId, wabaId],
      });
    }
    await db.execute({
      text: `insert into templates (workspace_id, id, account_ref, provider_id, name, language, category, status,
               parameter_format, components, synced_at)
             values ($1, $2, $3, '1', 'reservation_ready', 'es', 'utility', 'approved', 'positional', '[]', now())`,
      values: [workspaceId, newId(), wabaId],
    });
  });

  async function apply(facts: readonly Fact[]): Promise<void> {
    const env = { now: clock.now(), newId, cards: publishedRateCards };
    const { rings } = await inWorkspace((db) => applyFacts(db, facts, env));
    doorbell.ring(rings);
  }

  async function customerWrites(waId: string, channelIndex = 0): Promise<Person> {
    const channelId = accounts[channelIndex]?.id ?? "";
    const at = clock.now();
    const { id: providerId } = api.writeAsCustomer(api.addCustomer({ waId, name: "María" }).waId ?? waId, {
      type: "text",
      text: { body: "Hola" },
      phoneNumberId: numbers[channelIndex] ?? numbers[0],
    });
    await apply([
      {
        type: "customer",
        workspaceId,
        channelId,
        receivedAt: at,
        journalId: newId(),
        inbound: {
          type: "message",
          channelRef: numbers[channelIndex] ?? "",
          providerId,
          sender: { ...nobody, waId, name: "María" },
          sentAt: at,
          event: "text",
          kind: "text",
          text: "Hola",
          subject: null,
          attachments: [],
          answers: [],
          payload: null,
          sentByMachine: false,
        },
      },
    ]);
    const [row] = await sql<{ threadId: string; identityId: string }>(
      `select m.thread_id as "threadId", m.identity_id as "identityId" from messages m
       where m.channel_id = $1 and m.provider_id = $2`,
      [channelId, providerId],
    );
    if (row === undefined) {
      throw new Error("The customer's message was not stored");
    }
    return { ...row, waId, channelId };
  }

  function submitted(person: Person, change: Partial<SubmittedFact> = {}): SubmittedFact {
    return {
      type: "submitted",
      workspaceId,
      messageId: newId(),
      threadId: person.threadId,
      channelId: person.channelId,
      identityId: person.identityId,
      clientId: newId(),
      clientFingerprint: null,
      authorId: null,
      automatic: false,
      causeId: null,
      kind: "text",
      text: "Sí, es gratis",
      subject: null,
      template: null,
      answersId: null,
      at: clock.now(),
      ...change,
    };
  }

  function sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return inWorkspace((db) => db.query<Row & Record<string, unknown>>({ text, values }));
  }

  return {
    api,
    clock,
    db,
    workspaceId,
    channels: accounts.map(({ id }) => id),
    appUrl: database.appUrl,
    accounts,
    ring: (what) => doorbell.ring([{ what, workspaceId }]),
    startDelivery({ adapter, ...given } = {}) {
      const whatsApp = adapter ?? createWhatsAppAdapter({ graphUrl: api.url, graphVersion: "v24.0" });
      const ctx = createDeliveryContext({
        db,
        now: () => clock.now(),
        doorbell,
        adapter: whatsApp,
        accounts,
      });
      const files = { get: async (blobKey: string) => stored.get(blobKey) ?? null };
      const delivery = startDelivery({ ctx, files, listWorkspaceIds: async () => [workspaceId], ...given });
      deliveries.push(delivery);
      return delivery;
    },
    customerWrites,
    async submit(person, change) {
      const fact = submitted(person, change);
      await apply([fact]);
      return fact.messageId;
    },
    async submitPicture(person) {
      const fact = submitted(person, { kind: "image", text: null });
      const blobKey = `${workspaceId}/${newId().replaceAll("-", "")}`;
      stored.set(blobKey, Buffer.from("89504e470d0a1a0a", "hex"));
      await inWorkspace((db) =>
        db.execute({
          text: `insert into attachments (workspace_id, id, message_id, position, type, size, blob_key, state)
                 values ($1, $2, $3, 0, 'image/png', 8, $4, 'stored')`,
          values: [workspaceId, newId(), fact.messageId, blobKey],
        }),
      );
      await apply([fact]);
      return fact.messageId;
    },
    async hearStatus(messageId, status) {
      const [attempt] = await sql<{ id: string; channelId: string }>(
        `select id, channel_id as "channelId" from attempts where message_id = $1`,
        [messageId],
      );
      await apply([
        {
          type: "status",
          workspaceId,
          channelId: attempt?.channelId ?? "",
          receivedAt: clock.now(),
          journalId: newId(),
          status: {
            type: "status",
            channelRef: numbers[0],
            providerId: `wamid.${messageId}`,
            attemptId: attempt?.id ?? null,
            report: { status, at: clock.now() },
            pricing: null,
            freeEntryUntil: null,
            recipient: nobody,
          },
        },
      ]);
    },
    async tell(change) {
      await apply([
        { type: "channel-told", workspaceId, accountRef: wabaId, digits: null, change, at: clock.now() },
      ]);
    },
    async submitMany(people, textOf) {
      const facts = people.map((person, index) => submitted(person, { text: textOf(index) }));
      await apply(facts);
      return facts.map(({ messageId }) => messageId);
    },
    async end(messageId) {
      const [row] = await sql<Ended>(
        `select m.status, m.failure, m.provider_id as "providerId",
           (select count(*) from attempts a where a.message_id = m.id)::integer as attempts,
           exists (select 1 from delivery_queue q where q.message_id = m.id) as "inQueue"
         from messages m where m.id = $1`,
        [messageId],
      );
      if (row === undefined) {
        throw new Error(`No message ${messageId}`);
      }
      return row;
    },
    sql,
    async close() {
      await Promise.all(deliveries.map((delivery) => delivery.stop()));
      await api.close();
      await db.close();
      await database.drop();
    },
  };
}
