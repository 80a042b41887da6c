import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { readConfig } from "#server/config.ts";
import { type RunningServer, startServer } from "#server/start-server.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { type ApiClient, createApiClient } from "../../scripts/demo/api-client.ts";
import { connectHotel, type HotelChannels } from "../../scripts/demo/connect-hotel.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { settleAll } from "../../scripts/demo/settle-all.ts";
import { setUpOwner } from "../../scripts/demo/sign-in.ts";
import { type Outside, startOutside } from "../../scripts/demo/start-outside.ts";
import { type Clock, createClock } from "../../simulators/clock.ts";
import type { CloudApiOptions } from "../../simulators/cloud-api/options.ts";
import { createTestDatabase, type TestDatabase } from "./create-test-database.ts";

/** The whole product with the world around it, in this process, on a database of its own. */
export type World = HotelChannels &
  Outside & {
    clock: Clock;
    database: TestDatabase;
    server: RunningServer;
    url: string;
    workspaceId: string;
    workspaceKey: string;
    webhookUrl: string;
    /** A client that is signed in as the owner. */
    api: ApiClient;
    /** Another one with an API key of scope admin. */
    apiKey: string;
    /** Puts the clock at a time of March 2026 in Madrid: "10 18:02:00". */
    at(text: string): number;
    /** Resolves when nothing is on its way any more, on our side and outside. */
    settle(): Promise<void>;
    /** One more server over the same database; it ends with the world. */
    startAnother(env: Record<string, string>): Promise<RunningServer>;
  };

export type WorldOptions = {
  startAt?: string;
  /** The clock moves only when the test moves it, so that a limit can be met to the second. */
  clockStandsStill?: boolean;
  webFolder?: string | null;
  cloudApi?: Partial<CloudApiOptions>;
  env?: Record<string, string>;
  /** What the servers log, for tests about that. */
  log?: Logger;
  /** The demo's guide is shown; other tests have the screen to themselves. */
  hasGuide?: boolean;
};

/** A time of March 2026 in Madrid ("10 18:02:00"), as the API writes it. */
export function march(text: string): string {
  return new Date(`2026-03-${text.replace(" ", "T")}+01:00`).toISOString();
}

/** Starts simulators and server, sets up the owner, connects two numbers and a mailbox. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const clock = createClock({
    startAt: options.startAt ?? "2026-03-10T09:00:00+01:00",
    standsStill: options.clockStandsStill ?? false,
  });
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "mc-world-"));
  const outside = await startOutside({
    clock,
    port: 0,
    cloudApi: {
      statusDelaysMs: { sent: 1, delivered: 2, read: null },
      retryScheduleMs: [50, 100, 200, 400, 800],
      ...options.cloudApi,
    },
  });
  const servers: RunningServer[] = [];
  async function start(env: Record<string, string>): Promise<RunningServer> {
    const config = readConfig({
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: "silent",
      GRAPH_URL: outside.cloudApi.url,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      ...options.env,
      ...env,
    });
    const server = await startServer({
      config,
      log: options.log ?? pino({ level: process.env.TEST_LOG ?? "silent" }),
      webFolder: options.webFolder ?? null,
      database: { appUrl: database.appUrl, ownerUrl: database.ownerUrl, close: async () => undefined },
      now: clock.now,
      clock: { set: async (now) => void clock.set(now) },
      demo: { simulatorUrl: outside.cloudApi.url, hasGuide: options.hasGuide ?? false },
    });
    servers.push(server);
    return server;
  }
  const server = await start({});
  const link = await server.setupLink();
  const api = await setUpOwner(server.url, {
    link: link ?? "",
    workspaceName: hotel.name,
    owner: hotel.owner,
    timeZone: hotel.timeZone,
  });
  const session = await api.get<{ workspace: { id: string } }>("/session");
  const workspaceId = session.workspace.id;
  const webhookUrl = `${server.url}/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
  outside.cloudApi.setWebhookUrl(webhookUrl);
  const channels = await connectHotel(api, outside);
  const { key } = await api.post<{ key: string }>("/api-keys", {
    name: "tests",
    scopes: ["read", "write", "admin"],
  });
  return {
    ...outside,
    ...channels,
    clock,
    database,
    server,
    url: server.url,
    workspaceId,
    workspaceKey: workspaceKeyOf(workspaceId),
    webhookUrl,
    api: createApiClient(server.url, { authorization: `Bearer ${key}` }),
    apiKey: key,
    at: (text) => clock.set(march(text)),
    settle: () => settleAll(server, outside),
    startAnother: start,
    async close() {
      await Promise.all(servers.map((one) => one.stop()));
      await outside.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
