import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type ApiClient, createApiClient } from "../../scripts/demo/api-client.ts";
import type { DemoFile } from "../../scripts/demo/demo-file.ts";
import { signIn } from "../../scripts/demo/sign-in.ts";
import { eventually } from "../support/eventually.ts";
import {
  endPostgresOf,
  postgresOf,
  type Spawned,
  spawnProgram,
  untilItSays,
} from "../support/spawn-server.ts";

type Thread = { id: string; customer: { name: string; phone?: string; email?: string } };
type Message = { kind: string; channelId: string | null; text: string; status: string };

/** It lives a week of its hotel; on a busy machine that takes its time. */
const longestStartMs = 180_000;

let dataDir: string;
let demo: Spawned;
let file: DemoFile;
const spawned: Spawned[] = [];

// One demo after the other on one folder: each test takes on where the one before left it. The first one finds what
// another left, is told to begin anew, and nobody takes that one's demo.json for its own.
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "mc-demo-"));
  mkdirSync(join(folder(), "postgres", "17"), { recursive: true });
  writeFileSync(join(folder(), "postgres", "17", "PG_VERSION"), "17\n");
  writeFileSync(
    join(folder(), "hotel.json"),
    JSON.stringify({ workspaceId: "of another", smtpPort: 1, imapPort: 1 }),
  );
  writeFileSync(path(), "{}");
  await startDemo("--fresh");
}, longestStartMs);

afterAll(async () => {
  await Promise.all(spawned.map((one) => one.kill()));
  await endPostgresOf(folder());
  rmSync(dataDir, { recursive: true, force: true });
});

const folder = () => join(dataDir, "demo");
const path = () => join(folder(), "demo.json");
const api = (): ApiClient => createApiClient(file.url, { authorization: `Bearer ${file.apiKey}` });

function spawnDemo(...args: string[]): Spawned {
  const settings = { DATA_DIR: dataDir, PORT: "0", SIMULATOR_PORT: "0" };
  const one = spawnProgram("scripts/demo.ts", settings, args);
  spawned.push(one);
  return one;
}

/** Starts a demo and waits as a script does, for the file; but not for that of a demo which was killed. */
async function startDemo(...args: string[]): Promise<void> {
  demo = spawnDemo(...args);
  await untilItSays(demo, /^Starting PostgreSQL/m);
  expect(existsSync(path())).toBe(false);
  const deadline = { withinMs: longestStartMs, what: "demo.json is written" };
  await Promise.race([eventually(() => existsSync(path()), deadline), demo.ended]);
  file = JSON.parse(readFileSync(path(), "utf8")) as DemoFile;
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.ok, `${url} answered ${response.status}`).toBe(true);
  return (await response.json()) as Record<string, unknown>;
}

async function threads(): Promise<Thread[]> {
  return (await api().get<{ items: Thread[] }>("/threads?limit=100")).items;
}

async function messagesOf(threadId: string): Promise<Message[]> {
  return (await api().get<{ items: Message[] }>(`/threads/${threadId}/messages?limit=100`)).items;
}

/** The one customer of the demo who has a phone and a mail address and whose name is this. */
async function maria(): Promise<Thread & { waId: string; email: string }> {
  const found = (await threads()).find(({ customer }) => customer.name === "María Robles");
  const { phone = "", email = "" } = found?.customer ?? {};
  return { id: "", customer: { name: "" }, ...found, waId: phone.replace("+", ""), email };
}

it("begins anew with --fresh, prints the sign-in, and writes demo.json last, for its owner alone, with all that scripts need", async () => {
  expect(demo.stdout()).toContain(file.email);
  expect(demo.stdout()).toContain(file.password);
  expect(demo.stdout()).toContain(file.simulatorUrl);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(Object.keys(file).toSorted()).toEqual(
    [
      ...["url", "simulatorUrl", "email", "password", "apiKey", "workspaceKey", "whatsappChannelId"],
      ...["emailChannelId", "phoneNumberId", "wabaId", "phoneNumberId2", "verifyToken", "appSecret"],
      "accessToken",
    ].toSorted(),
  );
  expect((await fetch(`${file.url}/health/ready`)).status).toBe(200);
  expect((await fetch(`${file.url}/sign-in`)).headers.get("content-type")).toContain("text/html");
  expect((await fetch(file.simulatorUrl)).status).toBe(200);
  const owner = await signIn(file.url, { name: "", email: file.email, password: file.password });
  expect(await owner.get("/session")).toMatchObject({ user: { email: file.email } });
  const handshake = `?hub.mode=subscribe&hub.challenge=7&hub.verify_token=${file.verifyToken}`;
  const webhooks = await fetch(`${file.url}/webhooks/whatsapp/${file.workspaceKey}${handshake}`);
  expect(await webhooks.text()).toBe("7");
  for (const id of [file.phoneNumberId, file.phoneNumberId2, file.wabaId]) {
    const headers = { authorization: `Bearer ${file.accessToken}` };
    expect((await fetch(`${file.simulatorUrl}/v24.0/${id}`, { headers })).status).toBe(200);
  }
});

it("has a past with threads on both channels", async () => {
  const all = await threads();
  expect(all.length).toBeGreaterThanOrEqual(10);
  const messages = (await Promise.all(all.map(({ id }) => messagesOf(id)))).flat();
  const channels = new Set(messages.map(({ channelId }) => channelId));
  expect(channels).toContain(file.whatsappChannelId);
  expect(channels).toContain(file.emailChannelId);
  expect(messages.filter(({ status }) => ["queued", "sending"].includes(status))).toEqual([]);
});

it("has one clock: moved at the server or at the simulator, both go by it, both ways", async () => {
  const ask = async (url: string) =>
    Date.parse(String((await post(`${url}/control/clock`, { advanceMs: 0 })).now));
  const hours = (ms: number) => Math.round(ms / 3_600_000);
  const start = Date.now();
  await post(`${file.url}/control/clock`, { advanceMs: 5 * 3_600_000 });
  expect(hours((await ask(file.simulatorUrl)) - start)).toBe(5);
  await post(`${file.simulatorUrl}/control/clock`, { advanceMs: 19 * 3_600_000 });
  expect(hours((await ask(file.url)) - start)).toBe(24);
  const back = new Date().toISOString();
  const { now } = await post(`${file.url}/control/clock`, { now: back });
  expect(Date.parse(String(now)) - Date.parse(back)).toBeLessThan(60_000);
  expect(Math.abs((await ask(file.simulatorUrl)) - Date.now())).toBeLessThan(60_000);
});

it("refuses a second demo on its folder in one sentence, and goes on", async () => {
  const end = await spawnDemo().ended;
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(new RegExp(`^Another Messaging Center \\(process ${demo.pid}\\) .*\n$`));
  expect(existsSync(path())).toBe(true);
  expect((await fetch(`${file.url}/health/ready`)).status).toBe(200);
});

it("takes demo.json away at its end, and leaves nothing running", async () => {
  expect(await demo.stop("SIGINT")).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(existsSync(path())).toBe(false);
  expect(postgresOf(folder())).toBeNull();
});

it("goes on with its data when it is started again: both channels work both ways", async () => {
  const before = file;
  await startDemo();
  expect(demo.stdout()).not.toContain("Setting up the hotel");
  const { url: _url, simulatorUrl: _simulatorUrl, ...same } = before;
  expect(file).toMatchObject(same);
  const { id, waId, email } = await maria();
  const count = (await messagesOf(id)).length;
  await post(`${file.simulatorUrl}/control/customers/${waId}/messages`, {
    type: "text",
    text: { body: "¿Sigue abierto?" },
  });
  await post(`${file.simulatorUrl}/control/mail`, {
    from: email,
    subject: "Otra vez",
    text: "¿Y por correo?",
  });
  await eventually(async () => (await messagesOf(id)).length >= count + 2);
  const send = (body: object) =>
    api().post(`/threads/${id}/messages`, { clientId: crypto.randomUUID(), ...body });
  await send({ kind: "text", channelId: file.whatsappChannelId, text: "Seguimos aquí" });
  await send({
    kind: "email",
    channelId: file.emailChannelId,
    subject: "Re: Otra vez",
    text: "También aquí",
  });
  const statusOf = async (words: string) =>
    (await messagesOf(id)).find(({ text }) => text.includes(words))?.status ?? "";
  await eventually(async () => ["delivered", "read"].includes(await statusOf("Seguimos aquí")));
  await eventually(async () => (await statusOf("También aquí")) === "sent");
  const mails = await fetch(`${file.simulatorUrl}/control/mail`);
  expect(await mails.text()).toContain("También aquí");
});

it("names the mailbox's port when another program took it meanwhile", async () => {
  await demo.stop();
  const state = JSON.parse(readFileSync(join(folder(), "hotel.json"), "utf8")) as { imapPort: number };
  const other = createServer().listen(state.imapPort, "127.0.0.1");
  onTestFinished(() => void other.close());
  const end = await spawnDemo().ended;
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(
    new RegExp(`^Port ${state.imapPort} of the demo's mailbox is taken .*--fresh\\.\n$`),
  );
});

it("goes on with its data after it was killed too", async () => {
  await startDemo();
  const { workspaceKey } = file;
  const before = (await threads()).map(({ id }) => id).toSorted();
  await demo.kill();
  expect(existsSync(path())).toBe(true);
  await startDemo();
  expect(file.workspaceKey).toBe(workspaceKey);
  expect((await threads()).map(({ id }) => id).toSorted()).toEqual(before);
  expect(await demo.stop()).toMatchObject({ code: 0 });
});
