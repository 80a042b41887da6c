import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { ChannelAdapter } from "#channels/channel.ts";
import { createEmailAdapter } from "#channels/email/adapter.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import type { Instant } from "#domain/time.ts";
import { buildApp } from "./app.ts";
import { createAuth } from "./auth/auth.ts";
import { authDatabaseOf } from "./auth/auth-database.ts";
import { openBlobStore } from "./blobs/open-blob-store.ts";
import { createChannelAccounts } from "./channel-accounts.ts";
import { coalesce } from "./coalesce.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import type { ClockControl } from "./control-clock.ts";
import { asOwner } from "./db/as-owner.ts";
import {
  connectDatabase,
  type Database,
  type DatabaseTimeouts,
  patientTimeouts,
  promptTimeouts,
} from "./db/connect.ts";
import { ensurePartitions } from "./db/partitions.ts";
import { syncTemplates } from "./features/templates/sync-templates.ts";
import { createIngest, ingestLanes } from "./ingest/ingest.ts";
import { registerWebhooks } from "./ingest/webhook.routes.ts";
import { findDatabaseName } from "./live/doorbell.queries.ts";
import type { Doorbell } from "./live/doorbell.ts";
import { createListenDoorbell } from "./live/listen-doorbell.ts";
import { measureQueues } from "./measure-queues.ts";
import { createMeters } from "./meters.ts";
import { createMetrics } from "./metrics.ts";
import type { OpenDatabase } from "./open-database.ts";
import { createReadiness } from "./readiness.ts";
import { createSecretBox } from "./secret-box.ts";
import { deriveSecret, parseSecretKeys } from "./secret-key.ts";
import { startBackground } from "./start-background.ts";

/** What a start decides before anything is wired. */
export type ComposeInput = {
  config: Config;
  database: OpenDatabase;
  secretKey: string;
  log: Logger;
  now(): Instant;
  clock: ClockControl | null;
  demo: { simulatorUrl: string; hasGuide?: boolean } | null;
  webFolder: string | null;
};

/** The wired server: everything runs, nothing listens yet. */
export type Composed = {
  ctx: Context;
  app: FastifyInstance;
  /** Resolves when nothing that was taken in is still on its way (tests and the demo wait for it). */
  settled(): Promise<void>;
  /** Ends what runs, in the order in which work flows: no new work first, the database last. */
  stop(): Promise<void>;
};

const mailName = "messaging-center mail";
const mailTimeouts: DatabaseTimeouts = { ...patientTimeouts, statementMs: 60_000 };

/** The one place that knows concrete adapters and puts the parts of this process's roles together. */
export async function compose(input: ComposeInput): Promise<Composed> {
  const { config, database, log, now } = input;
  const keys = parseSecretKeys(input.secretKey);
  const box = createSecretBox(keys);
  // Closed in the opposite order: no new work first, the database last; also when a later part does not start.
  await using opened = new AsyncDisposableStack();
  const db = opened.adopt(connectDatabase({ url: database.appUrl, log }), (one) => one.close());
  const prompt = {
    connections: ingestLanes,
    timeouts: promptTimeouts,
    isPlannedOnce: true,
    name: "messaging-center ingest",
  };
  const ingestDb = opened.adopt(connectDatabase({ url: database.appUrl, log, ...prompt }), (one) =>
    one.close(),
  );
  // Claims and receipts find all they need by keys: no statement of theirs is planned anew for each message.
  const delivery = { connections: 5, isPlannedOnce: true, name: "messaging-center delivery" };
  const deliveryDb = opened.adopt(connectDatabase({ url: database.appUrl, log, ...delivery }), (one) =>
    one.close(),
  );
  const doorbell = opened.adopt(await openDoorbell(input, db), (one) => one.close());
  const accounts = opened.adopt(createChannelAccounts({ db: ingestDb, box, doorbell, log }), (one) =>
    one.close(),
  );
  const messageIdKey = deriveSecret(keys.at(-1) ?? keys[0], "message ids");
  const email = opened.adopt(createEmailAdapter({ messageIdKey, now }), (one) => one.close());
  const whatsapp = createWhatsAppAdapter({ graphUrl: config.graphUrl, graphVersion: config.graphVersion });
  const adapters = new Map<string, ChannelAdapter>(
    [whatsapp, email].map((adapter) => [adapter.kind, adapter]),
  );
  const metrics = createMetrics();
  const meters = createMeters(metrics);
  const ctx: Context = { db, now, log, doorbell, adapters, accounts, meters };
  const authSettings = {
    secret: deriveSecret(keys[0], "sessions").toString("base64url"),
    publicUrl: config.publicUrl,
  };
  const blobs = await openBlobStore(config);
  const templateSync = coalesce(
    (workspaceId) => syncTemplates(ctx, workspaceId),
    (err, workspaceId) => log.warn({ err, workspaceId }, "Templates were not read"),
  );
  const ingest = createIngest(ctx, {
    db: ingestDb,
    onTemplatesChanged: templateSync.ask,
  });
  // Nobody waits for the answer to a mail, which may have 50 MB: it has all the time, and holds up no webhook.
  const mailDb = opened.adopt(
    connectDatabase({ url: database.appUrl, log, connections: 1, timeouts: mailTimeouts, name: mailName }),
    (one) => one.close(),
  );
  const mailIngest = createIngest(ctx, { db: mailDb, onTemplatesChanged: templateSync.ask });
  measureQueues(ctx, metrics);
  metrics.gauge("mc_doorbell_connected", "1 while rings of other processes are heard", () =>
    doorbell.isConnected() ? 1 : 0,
  );
  metrics.gauge("mc_ingest_waiting", "Bodies that wait to be stored", ingest.pending);
  const background = await startBackground(ctx, {
    roles: config.roles,
    ingest,
    mailIngest,
    deliveryDb,
    blobs,
    database,
    keepDays: config.keepDays,
  });
  opened.defer(() => background.stop());
  opened.defer(() => ingest.settled());
  const app = await buildApp(ctx, {
    auth: createAuth(authDatabaseOf(db), authSettings),
    authSettings,
    box,
    blobs,
    roads: (source) => (source === "email" ? mailIngest : ingest),
    metrics,
    readiness: createReadiness(ctx, { blobs: usesFiles(config) ? blobs : null }),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    webFolder: input.webFolder,
    demo: input.demo,
    clock: input.clock === null ? null : makingDays(ctx, input.clock, database.ownerUrl),
    registerMore: (app) => registerWebhooks(app, { ctx, ingest }),
  });
  opened.defer(() => app.close());
  const running = opened.move();
  return {
    ctx,
    app,
    async settled() {
      await ingest.settled();
      await mailIngest.settled();
      await templateSync.settled();
      await background.settled();
    },
    stop: () => running.disposeAsync(),
  };
}

/** Those who serve the files of messages, and those who fetch them. */
function usesFiles({ roles }: Config): boolean {
  return roles.has("web") || roles.has("jobs");
}

/** Where the clock can be moved, the day that it lands in has its partitions at once. */
function makingDays({ now }: Context, clock: ClockControl, ownerUrl: string): ClockControl {
  return { ...clock, afterJump: () => asOwner(ownerUrl, (owner) => ensurePartitions(owner, now())) };
}

/** Who carries the rings: NATS where it is set, else PostgreSQL. */
async function openDoorbell({ config, database, log }: ComposeInput, { pool }: Database): Promise<Doorbell> {
  if (config.nats === null) {
    return createListenDoorbell({ url: database.appUrl, pool, log });
  }
  const { createNatsDoorbell } = await import("./live/nats-doorbell.ts");
  const subject = `messaging-center.${await findDatabaseName(pool)}`;
  return createNatsDoorbell({ nats: config.nats, subject, log });
}
