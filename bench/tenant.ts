import { randomBytes } from "node:crypto";
import pg from "pg";
import { channelSecretsContext } from "#server/channel-accounts.ts";
import { connectDatabase, withWorkspaces } from "#server/db/connect.ts";
import type { EmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import type { Log } from "#server/db/log.ts";
import { migrate } from "#server/db/migrate.ts";
import { newId } from "#server/ids.ts";
import { createSecretBox } from "#server/secret-box.ts";
import { parseSecretKeys } from "#server/secret-key.ts";

/** The workspace with its one number, the same in every database of a run. */
export type Tenant = {
  workspaceId: string;
  channelId: string;
  phoneNumberId: string;
  appSecret: string;
  secretKey: string;
};

/** One program's database: as the app, the owner and the superuser reach it. */
export type BenchDatabase = { name: string; appUrl: string; ownerUrl: string; adminUrl: string };

/** Makes up a workspace for one run. */
export function createTenant(): Tenant {
  return {
    workspaceId: newId(),
    channelId: newId(),
    phoneNumberId: "106540352242922",
    appSecret: randomBytes(16).toString("hex"),
    secretKey: randomBytes(32).toString("base64"),
  };
}

/** A migrated database of its own in the cluster, with the tenant in it. */
export async function prepareDatabase(
  cluster: EmbeddedPostgres,
  { program, tenant, log }: { program: string; tenant: Tenant; log: Log },
): Promise<BenchDatabase> {
  const name = `bench_${program.replaceAll("-", "_")}`;
  const [appUrl, ownerUrl, adminUrl] = [cluster.appUrl, cluster.ownerUrl, cluster.superuserUrl].map((url) =>
    withName(url, name),
  ) as [string, string, string];
  const admin = new pg.Client({ connectionString: cluster.superuserUrl });
  await admin.connect();
  try {
    const owner = new pg.Client({ connectionString: ownerUrl }).user;
    await admin.query(`create database ${name} owner ${owner} template template0`);
  } finally {
    await admin.end();
  }
  await migrate({ ownerUrl, appUrl, log, now: Date.now() });
  await addTenant(appUrl, tenant, log);
  return { name, appUrl, ownerUrl, adminUrl };
}

/** Brings the planner's statistics up to date, as autovacuum does within a minute of the first rows. */
export async function analyze({ adminUrl }: BenchDatabase): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("analyze");
  } finally {
    await admin.end();
  }
}

function withName(url: string, name: string): string {
  const renamed = new URL(url);
  renamed.pathname = `/${name}`;
  return renamed.href;
}

/** Puts a workspace with its number into a database. */
export async function addTenant(appUrl: string, tenant: Tenant, log: Log): Promise<void> {
  const { workspaceId, channelId, phoneNumberId, appSecret, secretKey } = tenant;
  const box = createSecretBox(parseSecretKeys(secretKey));
  const secrets = { accessToken: "none", appSecrets: [appSecret], verifyToken: "none" };
  const sealed = box.seal(channelSecretsContext({ workspaceId, id: channelId }), JSON.stringify(secrets));
  const database = connectDatabase({ url: appUrl, log });
  try {
    await withWorkspaces(database, [workspaceId], async (db) => {
      await db.query({
        text: "insert into auth.organizations (id, name, slug, created_at) values ($1, 'Hotel', $2, now())",
        values: [workspaceId, workspaceId],
      });
      await db.query({
        text: `with counters as (insert into workspace_counters (workspace_id) values ($1))
               insert into workspaces (workspace_id, name, created_at) values ($1, 'Hotel', now())`,
        values: [workspaceId],
      });
      await db.query({
        text: `insert into channels (workspace_id, id, kind, name, provider_id, config, secrets, time_zone, created_at)
               values ($1, $2, 'whatsapp', 'Hotel', $3, $4, $5, 'Europe/Madrid', '2025-01-01')`,
        values: [
          workspaceId,
          channelId,
          phoneNumberId,
          JSON.stringify({ phoneNumberId, wabaId: "201600900900001" }),
          sealed,
        ],
      });
    });
  } finally {
    await database.close();
  }
}
