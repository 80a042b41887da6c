import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import type { BlobStore } from "#server/blobs/blob-store.ts";
import { openFolderBlobStore } from "#server/blobs/folder-blob-store.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { type MediaDownloads, startMediaDownloads } from "#server/jobs/download-media.ts";
import { listWorkspaceIds } from "#server/list-workspace-ids.ts";
import { eventually } from "../support/eventually.ts";
import { startWorld, type World } from "../support/world.ts";

const maria = "34600900001";
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
  "base64",
);

let world: World;
let folder: string;
let blobs: BlobStore;
let downloads: MediaDownloads | null = null;

beforeEach(async () => {
  world = await startWorld({ env: { ROLE: "web,ingest" } });
  folder = await mkdtemp(join(tmpdir(), "mc-media-"));
  blobs = await openFolderBlobStore(folder);
  world.cloudApi.addCustomer({ waId: maria, name: "María" });
});

afterEach(async () => {
  await downloads?.stop();
  downloads = null;
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a picture from the customer's phone", () => {
  it("arrives, is told to every screen and stored as what its bytes are", async () => {
    start();
    const seen = await newestEvent();
    await write({ type: "image", image: { caption: "La habitación", mime_type: "image/jpeg" } });
    const { attachment, message } = await stored();
    expect(message).toMatchObject({ kind: "image", text: "La habitación", direction: "in" });
    expect(attachment).toMatchObject({
      state: "stored",
      type: "image/png",
      size: png.byteLength,
      url: `/api/v1/attachments/${attachment.id}`,
    });
    expect(Buffer.from((await blobs.get(await blobKey())) ?? [])).toEqual(png);
    expect(await eventsSince(seen)).toContainEqual({ kind: "message.changed", messageId: message.id });
  });

  it("S3: a page that calls itself a picture is stored as bytes of no kind", async () => {
    start();
    const base64 = Buffer.from("<html><script>alert(1)</script></html>").toString("base64");
    await write({ type: "image", image: { base64, mime_type: "image/png" } });
    expect((await stored()).attachment.type).toBe("application/octet-stream");
  });

  it("was taken in while nobody fetched: the sweep finds it", async () => {
    await write({ type: "image", image: {} });
    expect((await attachmentNow()).state).toBe("pending");
    start();
    await downloads?.sweep();
    await downloads?.settled();
    expect((await attachmentNow()).state).toBe("stored");
  });
});

describe("F22: media that do not come", () => {
  it("the text shows at once; after the last try a placeholder stays", async () => {
    world.cloudApi.addFault({ kind: "media-missing", times: null });
    start([0, 0]);
    await write({ type: "image", image: { caption: "La habitación" } });
    const { message } = await newest();
    expect(message).toMatchObject({ text: "La habitación", attachments: [{ url: null }] });
    await downloads?.settled();
    await sweepUntil("unavailable");
    expect(await tries()).toBe(3);
    expect(await attachmentNow()).toMatchObject({ state: "unavailable", url: null });
  });

  it.each(["media-missing", "media-truncated", "media-wrong-hash"] as const)(
    "%s once is tried again, by a fresh address",
    async (kind) => {
      world.cloudApi.addFault({ kind });
      start([0, 0]);
      await write({ type: "image", image: {} });
      await sweepUntil("stored");
      expect(await tries()).toBe(2);
      expect(Buffer.from((await blobs.get(await blobKey())) ?? [])).toEqual(png);
    },
  );

  it("a try that was broken off at the end of the process counts for nothing and is made by the next", async () => {
    world.cloudApi.addFault({ kind: "media-slow", delayMs: 60_000 });
    start();
    await write({ type: "image", image: {} });
    await eventually(async () => (await tries()) === 1);
    await downloads?.stop();
    expect(await tries()).toBe(0);
    start();
    await downloads?.sweep();
    await downloads?.settled();
    expect((await attachmentNow()).state).toBe("stored");
  });

  it("F25: two processes fetch each file once", async () => {
    start();
    const other = startMediaDownloads(options());
    for (let count = 0; count < 12; count += 1) {
      await write({ type: "image", image: {} });
    }
    await eventually(async () => (await states()).every((state) => state === "stored"));
    await other.stop();
    expect(await states()).toHaveLength(12);
    expect(await tries()).toBe(12);
  });
});

const options = (pausesMs?: readonly number[]) => ({
  ctx: world.server.ctx,
  blobs,
  listWorkspaceIds: () => listWorkspaceIds(world.server.ctx.db),
  ...(pausesMs === undefined ? {} : { pausesMs }),
});

function start(pausesMs?: readonly number[]): void {
  downloads = startMediaDownloads(options(pausesMs));
}

async function write(message: Parameters<World["cloudApi"]["writeAsCustomer"]>[1]): Promise<void> {
  world.cloudApi.writeAsCustomer(maria, message);
  await world.cloudApi.settled();
}

async function newest(): Promise<{ message: Message; attachment: Message["attachments"][number] }> {
  const threads = await world.api.get<{ items: { id: string }[] }>("/threads");
  const page = await world.api.get<{ items: Message[] }>(`/threads/${threads.items[0]?.id}/messages`);
  const [message] = page.items;
  const [attachment] = message?.attachments ?? [];
  if (message === undefined || attachment === undefined) {
    throw new Error("There is no message with an attachment yet");
  }
  return { message, attachment };
}

const attachmentNow = async () => (await newest()).attachment;

function stored() {
  return eventually(async () => {
    const found = await newest();
    if (found.attachment.state !== "stored") {
      throw new Error("The attachment is not stored yet");
    }
    return found;
  });
}

function sweepUntil(state: "stored" | "unavailable") {
  return eventually(async () => {
    await downloads?.sweep();
    await downloads?.settled();
    return (await attachmentNow()).state === state;
  });
}

function read<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  return withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) => db.query<Row>({ text, values }));
}

const blobKey = async () =>
  (await read<{ key: string }>("select blob_key as key from attachments"))[0]?.key ?? "";
const tries = async () =>
  (await read<{ tries: number }>("select coalesce(sum(tries), 0)::int as tries from attachments"))[0]?.tries;
const states = async () =>
  (await read<{ state: string }>("select state from attachments")).map((row) => row.state);
const newestEvent = async () =>
  (await read<{ seq: number }>("select coalesce(max(seq), 0) as seq from events"))[0]?.seq ?? 0;
const eventsSince = (seq: number) =>
  read(`select kind, payload ->> 'messageId' as "messageId" from events where seq > $1`, [seq]);
