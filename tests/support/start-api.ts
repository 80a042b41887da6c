import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { ChannelAdapter, InboundMessage } from "#channels/channel.ts";
import { nobody } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { type AppParts, buildApp } from "#server/app.ts";
import { createAuth } from "#server/auth/auth.ts";
import { authDatabaseOf } from "#server/auth/auth-database.ts";
import { openFolderBlobStore } from "#server/blobs/folder-blob-store.ts";
import { createChannelAccounts } from "#server/channel-accounts.ts";
import type { Context } from "#server/context.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { issueSetupLink } from "#server/features/session/issue-setup-link.ts";
import { newId } from "#server/ids.ts";
import { createIngest } from "#server/ingest/ingest.ts";
import { createListenDoorbell } from "#server/live/listen-doorbell.ts";
import { createMeters } from "#server/meters.ts";
import { createMetrics } from "#server/metrics.ts";
import { createReadiness, type Patience } from "#server/readiness.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import { createSecretBox } from "#server/secret-box.ts";
import { parseSecretKeys } from "#server/secret-key.ts";
import { createTestDatabase, type TestDatabase } from "./create-test-database.ts";
import { silentLog } from "./silent-log.ts";

/** An answer of the API, read. */
export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

/** Calls the API as one caller. */
export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A served API over a database of its own: no delivery, no jobs, and a clock that tests move. */
export type Api = {
  url: string;
  ctx: Context;
  db: Database;
  database: TestDatabase;
  parts: AppParts;
  clock: { now: number };
  /** Where files of messages lie. */
  folder: string;
  /** A caller with these headers; none: nobody. */
  as(headers?: Record<string, string>): Caller;
  close(): Promise<void>;
};

/** Settings that differ between tests. */
export type ApiOptions = Partial<Pick<AppParts, "publicUrl" | "demo" | "clock" | "webFolder">> & {
  graphUrl?: string;
  patience?: Patience;
  adapters?: ChannelAdapter[];
  log?: Context["log"];
};

/** Starts the HTTP side alone, on a free port. */
export async function startApi(options: ApiOptions = {}): Promise<Api> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), "mc-api-"));
  const db = connectDatabase({ url: database.appUrl, log: silentLog });
  const log = options.log ?? pino({ level: "silent" });
  const doorbell = await createListenDoorbell({ url: database.appUrl, pool: db.pool, log });
  const keys = parseSecretKeys(Buffer.alloc(32, 7).toString("base64"));
  const box = createSecretBox(keys);
  const accounts = createChannelAccounts({ db, box, doorbell, log });
  const graphUrl = options.graphUrl ?? "http://127.0.0.1:9";
  const whatsApp = createWhatsAppAdapter({ graphUrl, graphVersion: "v24.0" });
  const adapters = new Map([whatsApp, ...(options.adapters ?? [])].map((one) => [one.kind, one]));
  const clock = { now: Date.parse("2026-03-10T18:02:00+01:00") };
  const metrics = createMetrics();
  const meters = createMeters(metrics);
  const ctx: Context = { db, now: () => clock.now, log, doorbell, adapters, accounts, meters };
  const ingest = createIngest(ctx, { db, onTemplatesChanged: () => undefined });
  const blobs = await openFolderBlobStore(folder);
  const publicUrl = options.publicUrl ?? null;
  const authSettings = { secret: "a secret of tests that is long enough to be one", publicUrl };
  const parts: AppParts = {
    auth: createAuth(authDatabaseOf(db), authSettings),
    authSettings,
    box,
    blobs,
    roads: () => ingest,
    metrics,
    readiness: createReadiness(ctx, { blobs, patience: options.patience }),
    publicUrl,
    trustedProxies: [],
    webFolder: options.webFolder ?? null,
    demo: options.demo ?? null,
    clock: options.clock ?? null,
    registerMore: async () => undefined,
  };
  const app = await buildApp(ctx, parts);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    ctx,
    db,
    database,
    parts,
    clock,
    folder,
    as: (headers = {}) => callerOf(url, headers),
    async close() {
      await app.close();
      accounts.close();
      await doorbell.close();
      await db.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function callerOf(url: string, headers: Record<string, string>): Caller {
  return async (method, path, body) => {
    const response = await fetch(path.startsWith("/control") ? `${url}${path}` : `${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const parsed: unknown = text === "" || !isJson ? {} : JSON.parse(text);
    const read = typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
    return { status: response.status, body: read, headers: response.headers };
  };
}

/** Cookies of an answer, ready to be sent back. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}

/** What the owner of a test's hotel types. */
export const owner = {
  workspaceName: "Hotel La Marea",
  name: "Lucía Ferrer",
  email: "lucia@example.com",
  password: "a password of tests",
};

/** An API with its owner made through the setup link. */
export type Hotel = Api & {
  workspaceId: string;
  ownerId: string;
  token: string;
  owner: Caller;
  /** What makes a request the owner's. */
  ownerHeaders: { cookie: string };
};

/** Starts an API, uses the setup link once and signs the owner in. */
export async function startHotel(options: ApiOptions = {}): Promise<Hotel> {
  const api = await startApi(options);
  const link = await issueSetupLink(api.ctx, api.url);
  const token = new URL(link ?? "").searchParams.get("token") ?? "";
  const { status, body, headers } = await api.as()("POST", "/setup", { token, ...owner });
  if (status !== 201) {
    throw new Error(`setup answered ${status}: ${JSON.stringify(body)}`);
  }
  const workspace = body.workspace as { id: string };
  const user = body.user as { id: string };
  const cookie = cookieOf(headers);
  return {
    ...api,
    workspaceId: workspace.id,
    ownerId: user.id,
    token,
    owner: api.as({ cookie }),
    ownerHeaders: { cookie },
  };
}

/** What the colleague of a test's hotel types to sign in. */
export const colleague = {
  name: "Dani Soler",
  email: "dani@example.com",
  password: "another password",
  role: "agent",
} as const;

/** Adds an agent and signs in; answers the caller. */
export async function addColleague(hotel: Hotel): Promise<Caller> {
  await hotel.owner("POST", "/members", colleague);
  const { email, password } = colleague;
  const { headers } = await hotel.as()("POST", "/session", { email, password });
  return hotel.as({ cookie: cookieOf(headers) });
}

/** Connects a number without asking the provider, as rows that the connect command would write. */
export async function addNumber(
  { db, parts }: Api,
  workspaceId: string,
  { providerId = "1000", accountRef = "2000" } = {},
): Promise<string> {
  const id = newId();
  const secrets = { accessToken: "t", appSecrets: ["s"], verifyToken: "v" };
  await withWorkspaces(db, [workspaceId], (db) =>
    db.execute({
      text: `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, secrets, time_zone,
          created_at)
        values ($1, $2, 'whatsapp', 'Recepción', $3, $4, $5, $6, 'Europe/Madrid', '2025-01-01')`,
      values: [
        workspaceId,
        id,
        providerId,
        accountRef,
        JSON.stringify({ phoneNumberId: providerId, wabaId: accountRef, address: "+34600900900" }),
        parts.box.seal(`channel ${workspaceId} ${id}`, JSON.stringify(secrets)),
      ],
    }),
  );
  return id;
}

/** A customer writes: through the record, as ingest hands it over. */
export async function customerWrites(
  { db, ctx }: Api,
  message: {
    workspaceId: string;
    channelId: string;
    /** Null: she hides her number. */
    waId: string | null;
    bsuid?: string;
    username?: string;
    text: string;
    at: number;
    providerId?: string;
    /** Null: WhatsApp shows none. */
    name?: string | null;
  },
): Promise<void> {
  const { workspaceId, channelId, waId, text, at } = message;
  const inbound: InboundMessage = {
    type: "message",
    channelRef: "1000",
    providerId: message.providerId ?? `wamid.${newId()}`,
    sender: {
      ...nobody,
      waId,
      bsuid: message.bsuid ?? null,
      username: message.username ?? null,
      name: message.name === undefined ? "María" : message.name,
    },
    sentAt: at,
    event: "text",
    kind: "text",
    text,
    subject: null,
    attachments: [],
    answers: [],
    payload: null,
    sentByMachine: false,
  };
  const { rings } = await withWorkspaces(db, [workspaceId], (db) =>
    applyFacts(
      db,
      [{ type: "customer", workspaceId, channelId, receivedAt: at, journalId: newId(), inbound }],
      { now: at, newId, cards: publishedRateCards },
    ),
  );
  ctx.doorbell.ring(rings);
}
