import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelView } from "#contract/channels.ts";
import type { Message } from "#contract/messages.ts";
import type { BlobStore } from "#server/blobs/blob-store.ts";
import { openFolderBlobStore } from "#server/blobs/folder-blob-store.ts";
import { type Database, withWorkspaces } from "#server/db/connect.ts";
import { createIngest, type Ingest } from "#server/ingest/ingest.ts";
import { startMediaDownloads } from "#server/jobs/download-media.ts";
import { type Mailboxes, startMailboxes } from "#server/jobs/read-mailboxes.ts";
import { listWorkspaceIds } from "#server/list-workspace-ids.ts";
import { eventually } from "../support/eventually.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let db: Database;
let ingest: Ingest;
let folder: string;
let blobs: BlobStore;
let running: Mailboxes[] = [];
/** Number of the newest event before the test. */
let before: number;

beforeEach(async () => {
  world = await startWorld({ env: { ROLE: "web,ingest" } });
  db = world.server.ctx.db;
  ingest = createIngest(world.server.ctx, { db, onTemplatesChanged: () => undefined });
  folder = await mkdtemp(join(tmpdir(), "mc-mailboxes-"));
  blobs = await openFolderBlobStore(folder);
  before = (await query<{ seq: number }>("select max(seq) as seq from events"))[0]?.seq ?? 0;
});

afterEach(async () => {
  await Promise.all(running.map((mailboxes) => mailboxes.stop()));
  running = [];
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe("mail is read", () => {
  it("into the customer's thread, once, and its attachment is stored out of the journalled bytes", async () => {
    start();
    await deliver("¿Hay parking?", {
      attachments: [{ name: "plano.txt", type: "text/html", base64: "QXF1w60=" }],
    });
    await read();
    expect(await subjects()).toEqual(["¿Hay parking?"]);
    const pending = { name: "plano.txt", state: "pending", url: null };
    expect((await messages())[0]).toMatchObject({
      kind: "email",
      channelId: world.emailChannelId,
      attachments: [pending],
    });
    await fetchFiles();
    const [stored] = (await messages())[0]?.attachments ?? [];
    // S3: what its sender calls HTML is bytes of no kind.
    expect(stored).toMatchObject({ state: "stored", type: "application/octet-stream", size: 5 });
    expect(await storedFile()).toBe("Aquí");
  });

  it("F17: goes on after the last committed mail when the process ends in the middle of the mailbox", async () => {
    for (const subject of ["uno", "dos", "tres", "cuatro"]) {
      await deliver(subject);
    }
    let stored = 0;
    const first = start({
      ...ingest,
      async store(submission) {
        await ingest.store(submission);
        stored += 1;
      },
    });
    await eventually(() => stored >= 2);
    await first.stop();
    expect((await subjects()).length).toBeGreaterThanOrEqual(2);
    await deliver("cinco");
    start();
    await read();
    expect(await subjects()).toEqual(["uno", "dos", "tres", "cuatro", "cinco"]);
  });

  it("F17: a connection cut in the middle of a mail loses none and doubles none", async () => {
    world.mail.faults.add({ kind: "imap-cut-in-fetch", times: 2 });
    start();
    for (const subject of ["uno", "dos"]) {
      await deliver(subject);
    }
    await read();
    expect(await subjects()).toEqual(["uno", "dos"]);
  });

  it("F18: a new UIDVALIDITY is a rescan without doubles and without gaps, also over a restart", async () => {
    const first = start();
    await deliver("uno");
    await deliver("dos");
    await read();
    await first.stop();
    world.mail.mailbox.renumber();
    await deliver("tres");
    start();
    await read();
    expect(await subjects()).toEqual(["uno", "dos", "tres"]);
  });

  it("F1: by one process of several, and by another when that one ends", async () => {
    const [one, other] = [start(), start()];
    await eventually(() => one.reading().length + other.reading().length === 1);
    const [reader, waiting] = one.reading().length === 1 ? [one, other] : [other, one];
    await deliver("uno");
    await read();
    expect(waiting.reading()).toEqual([]);
    await reader.stop();
    await eventually(() => waiting.reading().length === 1);
    await deliver("dos");
    await read();
    expect(await subjects()).toEqual(["uno", "dos"]);
  });

  it("F9: goes on when the database took the lock away", async () => {
    const mailboxes = start();
    await deliver("uno");
    await read();
    await cutOthers();
    await deliver("dos");
    await eventually(async () => (await subjects()).length === 2);
    await eventually(() => mailboxes.reading().length === 1);
    expect(await subjects()).toEqual(["uno", "dos"]);
  });

  it("from a mailbox that is connected while the process runs, without its past", async () => {
    await remove(world.emailChannelId);
    await deliver("antiguo");
    const mailboxes = start();
    await mailboxes.settled();
    expect(mailboxes.reading()).toEqual([]);
    const { address, user, password } = world.mail.account;
    const login = { host: world.mail.host, secure: false, user, password };
    const { id } = await world.api.post<{ id: string }>("/channels", {
      kind: "email",
      name: "Correo",
      address,
      imap: { ...login, port: world.mail.imapPort },
      smtp: { ...login, port: world.mail.smtpPort },
    });
    await eventually(() => mailboxes.reading().includes(id));
    await deliver("nuevo");
    await eventually(async () => (await subjects()).length > 0);
    expect(await subjects()).toEqual(["nuevo"]);
  });
});

describe("a mailbox that does not let us in", () => {
  it("is shown as degraded, and as connected again when it does", async () => {
    world.mail.faults.add({ kind: "imap-refuse-login", times: 2 });
    start();
    await eventually(async () => (await channel()).state === "degraded");
    expect((await channel()).stateDetail).not.toBeNull();
    await eventually(async () => (await channel()).state === "connected");
    expect((await channel()).stateDetail).toBeNull();
    expect(await query(changes, [before])).toHaveLength(2);
  });
});

it("a mailbox that is away for a moment counts as connected all the while", async () => {
  world.mail.faults.add({ kind: "imap-refuse-login", times: 1 });
  start(ingest, 60_000);
  await deliver("uno");
  await read();
  expect(await query(changes, [before])).toEqual([]);
});

function start(through: Ingest = ingest, graceMs = 0): Mailboxes {
  const mailboxes = startMailboxes({
    ctx: world.server.ctx,
    ingest: through,
    listWorkspaceIds: () => listWorkspaceIds(db),
    retryMs: 50,
    graceMs,
  });
  running.push(mailboxes);
  return mailboxes;
}

async function deliver(subject: string, more: object = {}): Promise<void> {
  await world.mail.deliver({ from: "María <maria@example.com>", subject, text: subject, ...more });
}

/** Resolves when the reader has taken all mails and they are stored. */
async function read(): Promise<void> {
  await world.mail.settled({ awaitReader: true });
  await ingest.settled();
}

async function fetchFiles(): Promise<void> {
  const downloads = startMediaDownloads({
    ctx: world.server.ctx,
    blobs,
    listWorkspaceIds: () => listWorkspaceIds(db),
  });
  await downloads.sweep();
  await downloads.settled();
  await downloads.stop();
}

async function storedFile(): Promise<string> {
  const [row] = await query<{ key: string }>("select blob_key as key from attachments");
  return Buffer.from((await blobs.get(row?.key ?? "")) ?? []).toString();
}

async function messages(): Promise<Message[]> {
  const threads = await world.api.get<{ items: { id: string }[] }>("/threads");
  expect(threads.items.length).toBeLessThanOrEqual(1);
  const page = await world.api.get<{ items: Message[] }>(`/threads/${threads.items[0]?.id}/messages`);
  return page.items;
}

const subjects = async () => (await messages()).map(({ subject }) => subject).toReversed();

async function channel(): Promise<ChannelView> {
  const { items } = await world.api.get<{ items: ChannelView[] }>("/channels");
  const found = items.find(({ id }) => id === world.emailChannelId);
  if (found === undefined) {
    throw new Error("The mailbox is not connected");
  }
  return found;
}

const changes = "select kind from events where kind = 'channel.changed' and seq > $1";

function query<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  return withWorkspaces(db, [world.workspaceId], (db) => db.query<Row>({ text, values }));
}

async function remove(channelId: string): Promise<void> {
  await query("delete from channels where id = $1", [channelId]);
  world.server.ctx.accounts.forget(world.workspaceId);
}

/** Ends every other session of the app's role, as a restart of the database would. */
async function cutOthers(): Promise<void> {
  await db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where usename = current_user and datname = current_database() and pid <> pg_backend_pid() and application_name = 'messaging-center'`,
  );
}
