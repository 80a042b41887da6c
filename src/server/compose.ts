import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { ChannelAdapter } from "#channels/channel.ts";
import { createEmailAdapter } from "#channels/email/adapter.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import type { Instant } from "#domain/time.ts";
import { buildApp } from "./app.ts";
import { createAuth } from "./auth/auth.ts";
import { authDatabaseOf } from "./auth/auth-database.ts";
import { openFolderBlobStore } from "./blobs/folder-blob-store.ts";
import { createChannelAccounts } from "./channel-accounts.ts";
import { coalesce } from "./coalesce.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import type { ClockControl } from "./control-clock.ts";
import { connectDatabase, type DatabaseTimeouts, patientTimeouts, promptTimeouts } from "./db/connect.ts";
import { syncTemplates } from "./features/templates/sync-templates.ts";
import { createIngest } from "./ingest/ingest.ts";
import { registerWebhooks } from "./ingest/webhook.routes.ts";
import { createListenDoorbell } from "./live/listen-doorbell.ts";
import { createMetrics } from "./metrics.ts";
import type { OpenDatabase } from "./open-database.ts";
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
  demo: { simulatorUrl: string } | null;
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
    connections: 1,
    timeouts: promptTimeouts,
    byKey: true,
    name: "messaging-center ingest",
  };
  const ingestDb = opened.adopt(connectDatabase({ url: database.appUrl, log, ...prompt }), (one) =>
    one.close(),
  );
  const ringing = createListenDoorbell({ url: database.appUrl, pool: db.pool, log });
  const doorbell = opened.adopt(await ringing, (one) => one.close());
  const accounts = opened.adopt(createChannelAccounts({ db: ingestDb, box, doorbell, log }), (one) =>
    one.close(),
  );
  const messageIdKey = deriveSecret(keys.at(-1) ?? keys[0], "message ids");
  const email = opened.adopt(createEmailAdapter({ messageIdKey, now }), (one) => one.close());
  const whatsapp = createWhatsAppAdapter({ graphUrl: config.graphUrl, graphVersion: config.graphVersion });
  const adapters = new Map<string, ChannelAdapter>(
    [whatsapp, email].map((adapter) => [adapter.kind, adapter]),
  );
  const ctx: Context = { db, now, log, doorbell, adapters, accounts };
  const authSettings = {
    secret: deriveSecret(keys[0], "sessions").toString("base64url"),
    publicUrl: config.publicUrl,
  };
  const blobs = await openFolderBlobStore(join(config.dataDir, "blobs"));
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
  const metrics = createMetrics();
  metrics.gauge("mc_ingest_waiting", "Bodies that wait to be stored", ingest.pending);
  const background = await startBackground(ctx, {
    roles: config.roles,
    ingest,
    mailIngest,
    blobs,
    database,
  });
  opened.defer(() => background.stop());
  opened.defer(() => ingest.settled());
  const app = await buildApp(ctx, {
    auth: createAuth(authDatabaseOf(db), authSettings),
    authSettings,
    box,
    blobs,
    metrics,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    webFolder: input.webFolder,
    demo: input.demo,
    clock: input.clock,
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
