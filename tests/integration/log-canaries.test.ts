import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "#server/log.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { withAdmin } from "../support/test-server.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

/** What nobody may ever read in a log, by what it is. */
const canaries = {
  phone: "34600900171",
  otherPhone: "34600900172",
  customerName: "Canaria Uno",
  text: "canario dos: la clave del wifi",
  refusedText: "canario tres: lo que no se pudo guardar",
  unreadableBody: "canario-cuatro",
  address: "canario.cinco@example.com",
  mail: "canario seis: el asunto y el cuerpo",
  password: "canario-siete-clave",
  accessToken: "canario-ocho-token",
  appSecret: "canario-nueve-secreto",
  mailboxPassword: "canario-diez-buzon",
  verifyToken: "canario-once-verificar",
  search: "canario-doce",
  note: "canario trece: entre nosotros",
  setupToken: "canario-catorce",
  reply: "canario quince: hasta mañana",
};

const lines: string[] = [];
const sink = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});

let world: World;
let guest: Guest;

beforeAll(async () => {
  world = await startWorld({ log: createLog("info", sink) });
  guest = addGuest(world, { name: canaries.customerName, waId: canaries.phone });
});

afterAll(() => world.close());

async function call(method: string, path: string, body?: object): Promise<number> {
  const { status } = await fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${world.apiKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return status;
}

/** While it runs the database refuses every text, and says which one it was. */
async function refusingTexts(work: () => Promise<void>): Promise<void> {
  await withAdmin(world.database.ownerUrl, async (owner) => {
    await owner.query("alter table messages add constraint dates check (text::date is not null) not valid");
    try {
      await work();
    } finally {
      await owner.query("alter table messages drop constraint dates");
    }
  });
}

it("plants canaries: in webhooks that are taken, refused, unreadable and forged", async () => {
  await guest.writes(canaries.text);
  await refusingTexts(async () => {
    const message = textOf({
      id: "wamid.CANARY",
      waId: canaries.otherPhone,
      at: world.clock.now(),
      text: canaries.refusedText,
    });
    const contacts = [contactOf(canaries.otherPhone, canaries.refusedText)];
    expect(await postWebhook(world.webhookUrl, bodyOf({ contacts, messages: [message] }))).toBe(200);
  });
  expect(await postWebhook(world.webhookUrl, Buffer.from(canaries.unreadableBody))).toBe(200);
  const forged = { signature: `sha256=${canaries.appSecret}` };
  expect(await postWebhook(world.webhookUrl, Buffer.from(canaries.text), forged)).toBe(401);
  const query = `hub.mode=subscribe&hub.challenge=1&hub.verify_token=${canaries.verifyToken}`;
  expect((await fetch(`${world.webhookUrl}?${query}`)).status).toBe(403);
  expect(await call("POST", "/quarantine/replay", {})).toBe(200);
});

it("in mails, answers and what fails on the way out", async () => {
  await writeMail(world, { from: canaries.address, subject: canaries.mail, text: canaries.mail });
  await guest.answer(canaries.reply);
  world.cloudApi.addFault({ kind: "refuse", code: 131026, details: canaries.reply, times: 1 });
  await guest.answer(canaries.reply);
  world.cloudApi.addFault({ kind: "lost-answer", times: 1 });
  await guest.answer(canaries.reply);
});

it("in the API: customers, notes, searches, errors of ours", async () => {
  const { note: name, address: email, otherPhone } = canaries;
  const customer = { name, email, phone: `+${otherPhone}` };
  expect(await call("POST", "/customers", customer)).toBe(409);
  expect(await call("POST", "/customers", { ...customer, extra: canaries.note })).toBe(400);
  expect(await call("GET", `/search?q=${canaries.search}`)).toBe(200);
  expect(await call("GET", `/threads?cursor=${canaries.search}`)).toBe(400);
  const thread = await guest.threadId();
  const note = { kind: "note", text: canaries.note };
  const withId = (last: number) => ({ ...note, clientId: `0198aaaa-0000-7000-8000-00000000000${last}` });
  expect(await call("POST", `/threads/${thread}/messages`, withId(1))).toBe(202);
  await refusingTexts(async () => {
    expect(await call("POST", `/threads/${thread}/messages`, withId(2))).toBe(500);
  });
  const raw = await fetch(`${world.url}/api/v1/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.apiKey}`, "content-type": "application/json" },
    body: `{"name": ${canaries.customerName}`,
  });
  expect(raw.status).toBe(400);
});

it("in settings and at the door", async () => {
  const { phoneNumberId, wabaId } = hotel;
  const { accessToken, appSecret, verifyToken, mailboxPassword, address, password, setupToken } = canaries;
  const number = { kind: "whatsapp", name: "Otro", phoneNumberId, wabaId };
  const secrets = { accessToken, appSecret, verifyToken };
  expect(await call("POST", "/channels/try", { ...number, ...secrets })).toBe(200);
  const server = { host: "127.0.0.1", port: 9, secure: false, user: address, password: mailboxPassword };
  const mailbox = { kind: "email", name: "Otro", address, imap: server, smtp: server };
  expect(await call("POST", "/channels", mailbox)).toBe(422);
  const change = { imapPassword: mailboxPassword, smtpPassword: mailboxPassword };
  expect(await call("PATCH", `/channels/${world.emailChannelId}`, change)).toBe(422);
  expect(await call("PATCH", `/channels/${world.whatsappChannelId}`, { accessToken })).toBe(422);
  expect(await call("POST", "/session", { email: address, password })).toBe(401);
  expect(
    await call("POST", "/setup", {
      token: setupToken,
      workspaceName: "x",
      name: "x",
      email: address,
      password,
    }),
  ).toBe(409);
  expect(await call("POST", "/invitations", { email: address, role: "agent" })).toBe(201);
});

it("S12 none of them is in the log at info and above, which tells what happened all the same", async () => {
  await world.settle();
  const log = lines.join("");
  for (const told of [
    "A body was put into quarantine",
    "A body in quarantine was tried again",
    "A webhook's signature matches no app secret",
    "request failed",
    "/api/v1/channels/try",
  ]) {
    expect(log).toContain(told);
  }
  const secrets = [
    ...Object.values(canaries),
    world.apiKey,
    hotel.owner.password,
    hotel.appSecret,
    hotel.accessToken,
  ];
  const found = lines.filter((line) =>
    secrets.some((secret) => line.includes(secret) || line.includes(encodeURIComponent(secret))),
  );
  expect(found).toEqual([]);
  expect(log.match(/canari[oa]/gi)).toBeNull();
});
