import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { newBlobKey } from "#server/blobs/blob-store.ts";
import { openFolderBlobStore } from "#server/blobs/folder-blob-store.ts";
import { newId } from "#server/ids.ts";
import { type ApiClient, createApiClient } from "../../scripts/demo/api-client.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { signIn } from "../../scripts/demo/sign-in.ts";
import { expectDone, expectRefused, runCommand } from "../support/copy-command.ts";
import { eventually } from "../support/eventually.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { endPostgresOf, type SpawnedServer, spawnServer } from "../support/spawn-server.ts";
import { postWebhook, webhookOf } from "../support/webhooks.ts";

type Thread = { id: string; customer: { phone?: string }; lastMessage: unknown };
type Message = { id: string; text: string; direction: string; status: string };
type Page<Item> = { items: Item[] };

const phones = ["34600900001", "34600900002"];
const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const attachmentId = newId();

let world: ProcessWorld;
let folder: string;
let backup: string;
let target: string;
let restored: SpawnedServer | null = null;

// One story: each test takes on where the one before left it.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mc-backup-"));
  backup = join(folder, "backup.tar");
  target = join(folder, "target");
  world = await startProcessWorld();
  await world.openPhones(phones);
  const texts = phones.map((waId) => ({ id: `wamid.${waId}`, waId, text: "¿Hay parking?" }));
  await postWebhook(world.webhookUrl(), webhookOf(texts));
  await storePicture();
});

afterAll(async () => {
  await restored?.kill();
  await endPostgresOf(target);
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function storePicture(): Promise<void> {
  const blobs = await openFolderBlobStore(join(world.dataDir, "blobs"));
  const key = newBlobKey(world.workspaceId);
  await blobs.put(key, picture, "image/png");
  await world.sql(`insert into attachments (workspace_id, id, message_id, position, name, type, blob_key, state)
    values ('${world.workspaceId}', '${attachmentId}', '${newId()}', 0, 'foto.png', 'image/png', '${key}', 'stored')`);
}

const threadsOf = async (api: ApiClient) => (await api.get<Page<Thread>>("/threads")).items;

async function write(api: ApiClient, phone: string, text: string): Promise<void> {
  const thread = (await threadsOf(api)).find(({ customer }) => customer.phone?.endsWith(phone.slice(-9)));
  const clientId = crypto.randomUUID();
  const body = { kind: "text", channelId: world.whatsappChannelId, clientId, text };
  await api.post(`/threads/${thread?.id ?? ""}/messages`, body);
}

async function sentBy(api: ApiClient): Promise<Record<string, string>> {
  const pages = (await threadsOf(api)).map(({ id }) => api.get<Page<Message>>(`/threads/${id}/messages`));
  const messages = (await Promise.all(pages)).flatMap(({ items }) => items);
  const ours = messages.filter(({ direction }) => direction === "out");
  return Object.fromEntries(ours.map(({ text, status }) => [text, status]));
}

const apiOf = ({ url }: SpawnedServer) => createApiClient(url, { authorization: `Bearer ${world.apiKey}` });

describe("a backup", () => {
  it("is taken while the server runs", async () => {
    world.cloudApi.setWebhookUrl(null);
    world.cloudApi.addFault({ kind: "slow-answer", delayMs: 5_000, times: null });
    await write(world.api(), phones[0] ?? "", "in flight");
    await eventually(() => world.cloudApi.calls().length === 1);
    await world.server().kill();
    world.cloudApi.clearFaults();
    const calm = await world.startBeside({ ROLE: "web,ingest" });
    await write(apiOf(calm), phones[1] ?? "", "queued");
    expect(await sentBy(apiOf(calm))).toEqual({ "in flight": "sending", queued: "queued" });
    expectDone(await runCommand("backup", { DATA_DIR: world.dataDir }, backup));
    expect(await readdir(folder)).toEqual(["backup.tar"]);
    expectRefused(await runCommand("backup", { DATA_DIR: world.dataDir }, backup), /is there already/);
    await calm.stop();
  });

  it("that is cut short or damaged is refused, and nothing is made", async () => {
    const whole = await readFile(backup);
    const damaged = join(folder, "damaged.tar");
    await writeFile(damaged, whole.subarray(0, whole.length - 3000));
    expectRefused(await runCommand("restore", { DATA_DIR: target }, damaged), /is not whole/);
    const changed = Buffer.from(whole);
    changed.writeUInt8((changed[whole.length / 2] ?? 0) ^ 1, whole.length / 2);
    await writeFile(damaged, changed);
    expectRefused(await runCommand("restore", { DATA_DIR: target }, damaged), /damaged/);
    await writeFile(damaged, "something else".repeat(100));
    expectRefused(
      await runCommand("restore", { DATA_DIR: target }, damaged),
      /no backup of Messaging Center/,
    );
    await rm(damaged);
    expect(await readdir(folder)).toEqual(["backup.tar"]);
  });

  it("without its key is refused and leaves the target empty", async () => {
    const end = await runCommand("restore", { DATA_DIR: target }, backup);
    expectRefused(end, /sealed with a key that this backup does not hold/);
    expect(await readdir(target)).toEqual(["postgres"]);
  });

  it("is restored with its key into what is empty, and only there", async () => {
    await copyFile(join(world.dataDir, "secret.key"), join(target, "secret.key"));
    const end = await runCommand("restore", { DATA_DIR: target }, backup);
    expectDone(end);
    expect(end.stdout).toContain("2 messages had no end when the backup was taken");
    const again = await runCommand("restore", { DATA_DIR: target }, backup);
    expectRefused(again, /blobs is not empty/);
  });

  it("gives back people, threads and files", async () => {
    const original = await world.startBeside({ ROLE: "web" });
    const before = await threadsOf(apiOf(original));
    await original.stop();
    restored = await spawnServer({ DATA_DIR: target, GRAPH_URL: world.cloudApi.url });
    const after = await threadsOf(apiOf(restored));
    expect(after.map(({ id, customer }) => ({ id, customer }))).toEqual(
      before.map(({ id, customer }) => ({ id, customer })),
    );
    const owner = await signIn(restored.url, hotel.owner);
    expect(await owner.get<Page<unknown>>("/channels")).toMatchObject({ items: { length: 3 } });
    const file = await fetch(`${restored.url}/api/v1/attachments/${attachmentId}`, {
      headers: { authorization: `Bearer ${world.apiKey}` },
    });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(picture);
  });

  it("F32: what was queued or in flight is unknown after the restore, and the provider sees no call for it", async () => {
    const server = restored;
    if (server === null) {
      throw new Error("the restored server did not start");
    }
    const api = apiOf(server);
    expect(await sentBy(api)).toEqual({ "in flight": "unknown", queued: "unknown" });
    // What is written now goes out behind everything that waited.
    await write(api, phones[1] ?? "", "after the restore");
    await eventually(async () => (await sentBy(api))["after the restore"] !== "queued");
    await eventually(() => world.cloudApi.calls().length === 2);
    const called = world.cloudApi.calls().map(({ body }) => (body as { text: { body: string } }).text.body);
    expect(called).toEqual(["in flight", "after the restore"]);
    expect(await sentBy(api)).toMatchObject({ "in flight": "unknown", queued: "unknown" });
  });

  it("of a stopped server can hold the key, and then needs nothing else", async () => {
    const whole = join(folder, "with-key.tar");
    const settings = { DATA_DIR: world.dataDir };
    expectDone(await runCommand("backup", settings, whole, "--with-key", "--without-files"));
    const place = join(folder, "with-key");
    expectDone(await runCommand("restore", { DATA_DIR: place }, whole));
    expect(await readFile(join(place, "secret.key"))).toEqual(
      await readFile(join(world.dataDir, "secret.key")),
    );
    expect((await readdir(place)).toSorted()).toEqual(["postgres", "secret.key"]);
  });

  it("whose key is lost gives back everything but the channels' secrets", async () => {
    const place = join(folder, "other-key");
    const settings = { DATA_DIR: place, SECRET_KEY: Buffer.alloc(32, 9).toString("base64") };
    expectRefused(await runCommand("restore", settings, backup), /is not the one that sealed/);
    expectDone(await runCommand("restore", settings, backup, "--other-key"));
    const server = await spawnServer({ ...settings, GRAPH_URL: world.cloudApi.url });
    onTestFinished(async () => {
      await server.kill();
      await endPostgresOf(place);
    });
    expect(await threadsOf(apiOf(server))).toHaveLength(phones.length);
    expect(await apiOf(server).get<Page<unknown>>("/channels")).toMatchObject({ items: { length: 3 } });
  });
});
