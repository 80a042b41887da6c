import { randomBytes } from "node:crypto";
import pg from "pg";
import { prepareDatabase } from "#server/prepare-database.ts";
import { silentLog } from "./silent-log.ts";

/** A PostgreSQL for tests, with the roles and the migrated template of one run. Plain data: it goes to the workers. */
export interface TestServer {
  adminUrl: string;
  /** Start of every name that this run makes. */
  prefix: string;
  owner: TestRole;
  app: TestRole;
  template: string;
}

export interface TestRole {
  name: string;
  password: string;
}

/** Makes this run's roles and its template: a migrated database, copied by every test that asks for one. */
export async function prepareTestServer(adminUrl: string): Promise<TestServer> {
  const prefix = `mc_test_${randomBytes(4).toString("hex")}`;
  const owner = newRole(`${prefix}_owner`);
  const app = newRole(`${prefix}_app`);
  const server: TestServer = { adminUrl, prefix, owner, app, template: `${prefix}_template` };
  await withAdmin(adminUrl, async (admin) => {
    for (const { name, password } of [owner, app]) {
      await admin.query(`create role ${name} login password '${password}' nosuperuser nobypassrls`);
    }
    // Who may make databases but is no superuser gives them away only to roles that it is a member of.
    await admin.query(`grant ${owner.name}, ${app.name} to current_user`);
    await createEmpty(admin, server);
  });
  const ownerUrl = urlFor(adminUrl, server.template, owner);
  const appUrl = urlFor(adminUrl, server.template, app);
  await prepareDatabase({ ownerUrl, appUrl, log: silentLog, now: Date.now() });
  return server;
}

/** Drops everything that the run made; on a server of others nothing of us stays. */
export async function clearTestServer({ adminUrl, prefix, owner, app }: TestServer): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [prefix],
    );
    for (const { datname } of rows) {
      await admin.query(`drop database if exists ${datname} with (force)`);
    }
    await admin.query(`drop role if exists ${owner.name}, ${app.name}`);
  });
}

/** The same server, another database and role. */
export function urlFor(adminUrl: string, database: string, role?: TestRole): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    // In the query they win over those before the host, and they may be given without a host.
    url.searchParams.set("user", role.name);
    url.searchParams.set("password", role.password);
  }
  return url.href;
}

/** Runs `work` on a connection of the role that makes databases. */
export async function withAdmin<Result>(
  adminUrl: string,
  work: (admin: pg.Client) => Promise<Result>,
): Promise<Result> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function newRole(name: string): TestRole {
  return { name, password: randomBytes(12).toString("hex") };
}

/** Like the embedded one: order by code point, letters by Unicode, where the server's system knows such a locale. */
async function createEmpty(admin: pg.Client, { template, owner }: TestServer): Promise<void> {
  const create = `create database ${template} owner ${owner.name} template template0 encoding 'UTF8'`;
  try {
    await admin.query(`${create} lc_collate 'C' lc_ctype 'C.UTF-8'`);
  } catch {
    await admin.query(create);
  }
}
