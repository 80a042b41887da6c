import { randomBytes } from "node:crypto";
import type pg from "pg";
import { inject } from "vitest";
import { eventually } from "./eventually.ts";
import { urlFor, withAdmin } from "./test-server.ts";

/** A database of one test file: migrated, empty, its own. */
export interface TestDatabase {
  /** As the app connects: under row-level security. */
  appUrl: string;
  /** As migrations connect. */
  ownerUrl: string;
  /** As nobody connects but tests that ask what is really stored: past row-level security on the embedded server. */
  adminUrl: string;
  drop(): Promise<void>;
}

/** Copies the run's migrated template, in some 50 ms; an empty one has no table yet. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const { adminUrl, prefix, owner, app, template } = inject("testServer");
  const name = `${prefix}_${randomBytes(6).toString("hex")}`;
  await withAdmin(adminUrl, (admin) =>
    admin.query(
      `create database ${name} owner ${owner.name} template ${empty ? "template0 encoding 'UTF8'" : template}`,
    ),
  );
  return {
    appUrl: urlFor(adminUrl, name, app),
    ownerUrl: urlFor(adminUrl, name, owner),
    adminUrl: urlFor(adminUrl, name),
    drop: () => withAdmin(adminUrl, (admin) => dropDatabase(admin, name)),
  };
}

/** A pool that was ended lets go of its connections a moment later; only what then remains is cut off. */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  const isLeft = async () => {
    const { rowCount } = await admin.query("select from pg_stat_activity where datname = $1", [name]);
    return rowCount === 0;
  };
  await eventually(isLeft, { withinMs: 500 }).catch(() => undefined);
  await admin.query(`drop database if exists ${name} with (force)`);
}
