import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDatabase } from "#server/backup/load-database.ts";
import type { Contents } from "#server/backup/manifest.ts";
import { createProgress } from "#server/backup/progress.ts";
import { openSnapshot } from "#server/backup/snapshot.ts";
import { createApiClient } from "../../scripts/demo/api-client.ts";
import { expectDone, expectRefused, runCommand } from "../support/copy-command.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import type { SpawnedServer } from "../support/spawn-server.ts";
import { withAdmin } from "../support/test-server.ts";
import { postWebhook, webhookOf } from "../support/webhooks.ts";

const progress = createProgress(() => undefined, { now: () => 0 });
const texts = Array.from({ length: 30 }, (_, index) => ({
  id: `wamid.${index}`,
  waId: `346009000${String(index).padStart(2, "0")}`,
  text: `Línea\t${index}\n\\N "ñ" 😀`,
}));

let world: ProcessWorld;
let outside: TestDatabase;
let secretKey: string;

beforeAll(async () => {
  world = await startProcessWorld();
  outside = await createTestDatabase({ empty: true });
  secretKey = await readFile(join(world.dataDir, "secret.key"), "utf8");
  await postWebhook(world.webhookUrl(), webhookOf(texts));
});

afterAll(async () => {
  await world.close();
  await outside.drop();
});

const outsideSettings = () => ({
  DATA_DIR: world.dataDir,
  DATABASE_URL: outside.appUrl,
  DATABASE_OWNER_URL: outside.ownerUrl,
  SECRET_KEY: secretKey,
});

function threadsOf({ url }: SpawnedServer): Promise<unknown> {
  return createApiClient(url, { authorization: `Bearer ${world.apiKey}` }).get("/threads?limit=100");
}

async function contentsOf(url: string): Promise<Contents["tables"]> {
  const snapshot = await openSnapshot({ url, now: Date.now(), progress });
  await snapshot.close();
  return snapshot.contents.tables;
}

describe("db:move", () => {
  it("is refused while a server runs, and goes to an outside PostgreSQL and back once it is stopped", async () => {
    const to = ["--to", outside.appUrl, "--to-owner", outside.ownerUrl];
    const before = await threadsOf(world.server());
    expect(before).toMatchObject({ items: expect.objectContaining({ length: texts.length }) });
    const fromEmbedded = { DATA_DIR: world.dataDir };
    expectRefused(await runCommand("move-database", fromEmbedded, ...to), /is running on .* Stop it/);
    await world.server().stop();
    expectDone(await runCommand("move-database", fromEmbedded, ...to));
    expectRefused(await runCommand("move-database", fromEmbedded, ...to), /is not empty/);

    const server = await world.startBeside(outsideSettings());
    expect(await threadsOf(server)).toEqual(before);
    const back = () => runCommand("move-database", outsideSettings(), "--to", "embedded");
    expectRefused(await back(), /is not empty|is running on the database/);
    await rename(join(world.dataDir, "postgres"), join(world.dataDir, "postgres.old"));
    expectRefused(await back(), /is running on the database that is to be moved/);
    await server.stop();
    expectDone(await back());
    expect(await threadsOf(await world.startBeside(fromEmbedded))).toEqual(before);
  });

  it("keeps nothing when a table does not arrive as it was", async () => {
    const target = await createTestDatabase({ empty: true });
    const snapshot = await openSnapshot({ url: outside.ownerUrl, now: Date.now(), progress });
    try {
      const tables = snapshot.contents.tables.map((table) =>
        table.name === "customers" ? { ...table, digest: "1" } : table,
      );
      const loading = loadDatabase({
        ...target,
        contents: { ...snapshot.contents, tables },
        progress,
        read: snapshot.read,
        beforeCommit: async () => undefined,
      });
      await expect(loading).rejects.toThrow(/customers did not arrive as it was/);
      const { rowCount } = await withAdmin(target.ownerUrl, (owner) =>
        owner.query("select from pg_class where relnamespace = 'public'::regnamespace"),
      );
      expect(rowCount).toBe(0);
    } finally {
      await snapshot.close();
      await target.drop();
    }
  });

  it("sees the rows of every workspace as the owner, whom the fence binds too", async () => {
    const asOwner = await contentsOf(outside.ownerUrl);
    expect(asOwner.find(({ name }) => name === "customers")?.rows).toBe(texts.length);
    expect(asOwner).toEqual(await contentsOf(outside.adminUrl));
  });
});
