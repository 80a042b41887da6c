import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { type ApiClient, createApiClient } from "../../scripts/demo/api-client.ts";
import { connectHotel, type HotelChannels } from "../../scripts/demo/connect-hotel.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { setUpOwner } from "../../scripts/demo/sign-in.ts";
import { type Outside, startOutside } from "../../scripts/demo/start-outside.ts";
import { createClock } from "../../simulators/clock.ts";
import type { CloudApiOptions } from "../../simulators/cloud-api/options.ts";
import { eventually } from "./eventually.ts";
import { endPostgresOf, type Settings, type SpawnedServer, spawnServer } from "./spawn-server.ts";
import { withAdmin } from "./test-server.ts";

/** The hotel on servers that are processes of their own; the outside world stays in the test. Real time. */
export type ProcessWorld = Outside &
  HotelChannels & {
    dataDir: string;
    workspaceId: string;
    apiKey: string;
    /** The server that webhooks go to now. */
    server(): SpawnedServer;
    webhookUrl(): string;
    api(): ApiClient;
    /** Starts the server again, or another one; from now on webhooks go to it. */
    start(settings?: Settings): Promise<SpawnedServer>;
    /** One more process beside it, for other roles. */
    startBeside(settings: Settings): Promise<SpawnedServer>;
    /**
     * Opens the provider's own window for these phones, as if they had sent the webhooks that a test then makes by
     * itself: without it every free text to them fails in the end.
     */
    openPhones(waIds: readonly string[]): Promise<void>;
    /** Asks the database itself, in this workspace. */
    sql<Row extends object>(text: string): Promise<Row[]>;
    /** As if the minute were over for which processes that died before the last start had leased messages. */
    endLeasesOfTheDead(): Promise<void>;
    /** Resolves when nothing waits to be sent and every attempt has an end. */
    quiet(withinMs?: number): Promise<void>;
    close(): Promise<void>;
  };

export type ProcessWorldOptions = {
  /** A PostgreSQL from outside; without it the servers run their own in the data folder. */
  database?: { appUrl: string; ownerUrl: string };
  settings?: Settings;
  cloudApi?: Partial<CloudApiOptions>;
};

/** Starts the outside world and one server, sets up the owner, connects two numbers and a mailbox. */
export async function startProcessWorld(options: ProcessWorldOptions = {}): Promise<ProcessWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "mc-process-"));
  const outside = await startOutside({
    clock: createClock(),
    port: 0,
    cloudApi: {
      statusDelaysMs: { sent: 1, delivered: 2, read: null },
      retryScheduleMs: Array.from({ length: 60 }, (_, index) => Math.min(50 * (index + 1), 500)),
      ...options.cloudApi,
    },
  });
  const servers: SpawnedServer[] = [];
  const { database } = options;
  const fixed: Settings = {
    DATA_DIR: dataDir,
    GRAPH_URL: outside.cloudApi.url,
    ...(database === undefined
      ? {}
      : {
          DATABASE_URL: database.appUrl,
          DATABASE_OWNER_URL: database.ownerUrl,
          SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
        }),
    ...options.settings,
  };
  const appUrl = database?.appUrl ?? embeddedUrl(dataDir);
  const startBeside = async (settings: Settings) => {
    const server = await spawnServer({ ...fixed, ...settings });
    servers.push(server);
    return server;
  };
  const close = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await endPostgresOf(dataDir);
    await outside.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    let lastStartAt = Date.now();
    let server = await startBeside({});
    const owner = await setUpOwner(server.url, {
      link: await server.setupLink(),
      workspaceName: hotel.name,
      owner: hotel.owner,
      timeZone: hotel.timeZone,
    });
    const session = await owner.get<{ workspace: { id: string } }>("/session");
    const workspaceId = session.workspace.id;
    const webhookUrl = () => `${server.url}/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
    outside.cloudApi.setWebhookUrl(webhookUrl());
    const channels = await connectHotel(owner, outside);
    const scopes = ["read", "write", "admin"];
    const { key } = await owner.post<{ key: string }>("/api-keys", { name: "tests", scopes });
    const sql = <Row extends object>(text: string) =>
      withAdmin(appUrl, async (client) => {
        await client.query(`set app.workspace_ids = '{${workspaceId}}'`);
        return (await client.query<Row & Record<string, unknown>>(text)).rows;
      });
    return {
      ...outside,
      ...channels,
      dataDir,
      workspaceId,
      apiKey: key,
      server: () => server,
      webhookUrl,
      api: () => createApiClient(server.url, { authorization: `Bearer ${key}` }),
      startBeside,
      async start(settings = {}) {
        lastStartAt = Date.now();
        server = await startBeside(settings);
        outside.cloudApi.setWebhookUrl(webhookUrl());
        return server;
      },
      async openPhones(waIds) {
        outside.cloudApi.setWebhookUrl(null);
        for (const waId of waIds) {
          outside.cloudApi.addCustomer({ waId, name: `Huésped ${waId}` });
          outside.cloudApi.writeAsCustomer(waId, {
            type: "text",
            text: { body: "Hola" },
            phoneNumberId: hotel.phoneNumberId,
          });
        }
        await outside.cloudApi.settled();
        outside.cloudApi.setWebhookUrl(webhookUrl());
      },
      sql,
      async endLeasesOfTheDead() {
        await sql(`update delivery_queue set leased_until = now() - interval '1 second'
          where lease_id is not null and leased_until < to_timestamp(${lastStartAt / 1000}) + interval '1 minute'`);
      },
      async quiet(withinMs = 60_000) {
        const isQuiet = async () => {
          await outside.cloudApi.settled();
          const [left] = await sql<{ count: number }>(
            `select (select count(*) from delivery_queue) + (select count(*) from attempts where not settled)
               + (select count(*) from messages where status in ('queued', 'sending')) as count`,
          );
          return Number(left?.count) === 0;
        };
        await eventually(isQuiet, { withinMs, what: "nothing is on its way" });
        await outside.cloudApi.settled();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function embeddedUrl(dataDir: string): string {
  const host = join(dataDir, "postgres", "run");
  const query = new URLSearchParams({ host, port: "5432", user: "messaging_center_app" });
  return `postgresql:///messaging_center?${query.toString()}`;
}
