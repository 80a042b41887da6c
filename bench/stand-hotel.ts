import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { createLog } from "#server/log.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { type ApiClient, createApiClient } from "../scripts/demo/api-client.ts";
import { connectHotel, type HotelChannels } from "../scripts/demo/connect-hotel.ts";
import { hotel } from "../scripts/demo/hotel.ts";
import { setUpOwner } from "../scripts/demo/sign-in.ts";
import { type Outside, startOutside } from "../scripts/demo/start-outside.ts";
import { createClock } from "../simulators/clock.ts";
import { type SpawnedServer, spawnServer } from "../tests/support/spawn-server.ts";
import type { BenchRun } from "./bench-run.ts";

/** The whole product for a measure: the server as a process of its own, the outside world in this one. */
export type HotelStand = Outside &
  HotelChannels & {
    url: string;
    /** Of the server's process, and of PostgreSQL's first one. */
    pid: number;
    postmaster: number;
    workspaceId: string;
    webhookUrl: string;
    /** A client with an API key of all scopes, and the key. */
    api: ApiClient;
    apiKey: string;
    /** The database as its owner, who sees this workspace. */
    owner: pg.Client;
    /** The same database as the app reaches it. */
    appUrl: string;
  };

/** Sets up the hotel over a PostgreSQL of its own, hands it to `use`, and ends everything whatever happens. */
export async function withHotel<Answer>(
  { folder, signal }: BenchRun,
  use: (stand: HotelStand) => Promise<Answer>,
): Promise<Answer> {
  const dataDir = mkdtempSync(join(folder, "hotel-"));
  const cluster = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
  const outside = await startOutside({ clock: createClock(), port: 0 });
  const owner = new pg.Client({ connectionString: cluster.ownerUrl });
  let server: SpawnedServer | null = null;
  try {
    server = await spawnServer({
      DATA_DIR: dataDir,
      DATABASE_URL: cluster.appUrl,
      DATABASE_OWNER_URL: cluster.ownerUrl,
      SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      GRAPH_URL: outside.cloudApi.url,
      LOG_LEVEL: "info",
    });
    await owner.connect();
    const settled = await settleIn(server, outside);
    await owner.query("select set_config('app.workspace_ids', $1, false)", [`{${settled.workspaceId}}`]);
    signal.throwIfAborted();
    const pids = { pid: server.pid, postmaster: cluster.pid() };
    return await use({ ...outside, ...settled, ...pids, url: server.url, owner, appUrl: cluster.appUrl });
  } finally {
    await owner.end();
    await server?.stop();
    await outside.close();
    await cluster.stop();
  }
}

/** Makes the owner, connects numbers and mailbox, and makes an API key. */
export async function settleIn(server: SpawnedServer, outside: Outside) {
  const { url } = server;
  const ownerApi = await setUpOwner(url, {
    link: await server.setupLink(),
    workspaceName: hotel.name,
    owner: hotel.owner,
    timeZone: hotel.timeZone,
  });
  const { workspace } = await ownerApi.get<{ workspace: { id: string } }>("/session");
  const webhookPath = `/webhooks/whatsapp/${workspaceKeyOf(workspace.id)}`;
  const webhookUrl = `${url}${webhookPath}`;
  outside.cloudApi.setWebhookUrl(webhookUrl);
  const channels = await connectHotel(ownerApi, outside);
  const scopes = ["read", "write", "admin"];
  const { key } = await ownerApi.post<{ key: string }>("/api-keys", { name: "bench", scopes });
  const api = createApiClient(url, { authorization: `Bearer ${key}` });
  return { ...channels, workspaceId: workspace.id, webhookPath, webhookUrl, api, apiKey: key };
}
