import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { migrate } from "#server/db/migrate.ts";
import { migrations } from "#server/db/migrations/all.ts";
import { partitionLock } from "#server/db/partitions.ts";
import { newId } from "#server/ids.ts";
import { expectDone, runCommand } from "../support/copy-command.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { eventually } from "../support/eventually.ts";
import { silentLog } from "../support/silent-log.ts";
import { type Settings, spawnProgram, spawnServer } from "../support/spawn-server.ts";
import { withAdmin } from "../support/test-server.ts";

const secretKey = Buffer.alloc(32, 7).toString("base64");
const older = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "0012"));
const workspaceId = newId();
const see = `set app.workspace_ids = '{${workspaceId}}'`;

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase({ empty: true });
  onTestFinished(() => database.drop());
  return database;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mc-upgrade-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const settingsOf = ({ appUrl, ownerUrl }: TestDatabase, dataDir: string): Settings => ({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  SECRET_KEY: secretKey,
  DATA_DIR: dataDir,
});

async function namesIn({ ownerUrl }: TestDatabase, table: string): Promise<string[]> {
  return withAdmin(ownerUrl, async (owner) => {
    await owner.query(see);
    const { rows } = await owner.query<{ name: string }>(`select name from ${table} order by name`);
    return rows.map(({ name }) => name);
  });
}

/** Begins a restore, holds it up in its midst and ends it there; the next one finds an empty database. */
async function breakOffRestore(
  target: TestDatabase,
  backup: string,
  by: "SIGTERM" | "SIGKILL",
): Promise<void> {
  const restore = spawnProgram("scripts/restore.ts", settingsOf(target, await newFolder()), [backup]);
  const ending = await withAdmin(target.ownerUrl, async (holder) => {
    await holder.query("select pg_advisory_lock($1)", [partitionLock]);
    await eventually(async () => {
      const { rowCount } = await holder.query(
        `select from pg_locks where locktype = 'advisory' and not granted and objid = $1
           and database = (select oid from pg_database where datname = current_database())`,
        [partitionLock % 2 ** 32],
      );
      return rowCount === 1;
    });
    return { ended: by === "SIGKILL" ? restore.kill() : restore.stop() };
  });
  const end = await ending.ended;
  expect(end.stdout).not.toMatch(/^Done/m);
  expect(end.stderr).toBe(by === "SIGKILL" ? "" : "Broken off; nothing was changed.\n");
}

it("three servers that start at once on an older database upgrade it once, after one of them took a backup that can be restored; of earlier ones the newest stay", async () => {
  const database = await emptyDatabase();
  const { ownerUrl, appUrl } = database;
  await migrate({ ownerUrl, appUrl, log: silentLog, now: Date.now(), migrations: older });
  await withAdmin(ownerUrl, async (owner) => {
    await owner.query(see);
    await owner.query(
      "insert into auth.organizations (id, name, slug, created_at) values ($1, 'Hotel', 'hotel', now())",
      [workspaceId],
    );
    await owner.query("insert into workspaces (workspace_id, name, created_at) values ($1, 'Hotel', now())", [
      workspaceId,
    ]);
    await owner.query(
      "insert into customers (workspace_id, id, name, created_at) values ($1, $2, 'María', now())",
      [workspaceId, newId()],
    );
  });

  const folders = await Promise.all([newFolder(), newFolder(), newFolder()]);
  const earlier = [1, 2, 3, 4, 5].map((day) => `before-upgrade-2025-01-0${day}T03-00-00.tar`);
  for (const folder of folders) {
    await mkdir(join(folder, "backups"));
    for (const name of ["by-hand.tar", ...earlier]) {
      await writeFile(join(folder, "backups", name), "");
    }
  }
  const servers = await Promise.all(folders.map((folder) => spawnServer(settingsOf(database, folder))));
  await Promise.all(servers.map((server) => server.stop()));
  expect(await namesIn(database, "kysely_migration")).toEqual(Object.keys(migrations).toSorted());
  expect(await namesIn(database, "customers")).toEqual(["María"]);

  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(folder, "backups"))).map((name) => join(folder, "backups", name)),
    ),
  );
  const backups = lists.flat().filter((path) => !/by-hand|2025-01/.test(path));
  expect(backups).toHaveLength(1);
  const left = lists.find((paths) => paths.includes(backups[0] ?? ""))?.map((path) => basename(path));
  expect(left?.sort()).toEqual([...earlier.slice(1), basename(backups[0] ?? ""), "by-hand.tar"].sort());

  const target = await emptyDatabase();
  await breakOffRestore(target, backups[0] ?? "", "SIGTERM");
  await breakOffRestore(target, backups[0] ?? "", "SIGKILL");
  expectDone(await runCommand("restore", settingsOf(target, await newFolder()), backups[0] ?? ""));
  expect(await namesIn(target, "customers")).toEqual(["María"]);
  expect(await namesIn(target, "kysely_migration")).toEqual(Object.keys(migrations).toSorted());
});

it("an upgrade whose backup can't be written is not made", async () => {
  const database = await emptyDatabase();
  const { ownerUrl, appUrl } = database;
  await migrate({ ownerUrl, appUrl, log: silentLog, now: Date.now(), migrations: older });
  const beforeUpgrade = () => Promise.reject(new Error("the disk is full"));
  await expect(migrate({ ownerUrl, appUrl, log: silentLog, now: Date.now(), beforeUpgrade })).rejects.toThrow(
    "the disk is full",
  );
  expect(await namesIn(database, "kysely_migration")).toEqual(Object.keys(older).toSorted());
});
