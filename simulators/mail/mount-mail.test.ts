import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import nodemailer from "nodemailer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../clock.ts";
import { type MailOptions, type MailSimulator, startMail } from "./start-mail.ts";

const account = { address: "hotel@example.com", user: "hotel", password: "sea view" };
const options: MailOptions = {
  clock: createClock({ startAt: "2026-03-10T17:02:00Z" }),
  mailbox: account,
};
let mail: MailSimulator;
let app: FastifyInstance;

beforeEach(async () => {
  mail = await startMail(options);
  app = Fastify();
  mail.mount(app);
});

afterEach(async () => {
  await app.close();
  await mail.close();
});

const post = (url: string, payload: object) => app.inject({ method: "POST", url, payload });
const hotelWrites = () =>
  nodemailer
    .createTransport({
      host: mail.host,
      port: mail.smtpPort,
      auth: { user: account.user, pass: account.password },
    })
    .sendMail({ from: account.address, to: "maria@example.com", subject: "Reserva", text: "Hola" });

describe("control paths", () => {
  it("POST /control/mail puts a written mail, with the simulated date, into the hotel's mailbox", async () => {
    const answer = await post("/control/mail", {
      from: "María <maria@example.com>",
      subject: "¿Hay parking?",
      text: "Hola",
      inReplyTo: "<a@example.com>",
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ uid: 1, messageId: expect.stringMatching(/^<.+@example\.com>$/) });
    const raw = mail.mailbox.mails[0]?.raw.toString() ?? "";
    expect(raw).toMatch(/^Date: Tue, 10 Mar 2026 17:02:0\d \+0000\r$/m);
    expect(raw).toContain("\r\nIn-Reply-To: <a@example.com>\r\n");
    expect(raw).toContain("\r\nReferences: <a@example.com>\r\n");
  });

  it("POST /control/mail takes a source as it is", async () => {
    const raw = "From: x\nSubject: y\n\nz";
    expect((await post("/control/mail", { raw })).json()).toEqual({ uid: 1, messageId: null });
    expect(mail.mailbox.mails[0]?.raw.toString()).toBe(raw.replaceAll("\n", "\r\n"));
  });

  it.each([[{}], [{ from: "nobody", subject: "", text: "" }], [{ raw: "" }], [{ raw: "x", from: "a@b" }]])(
    "POST /control/mail refuses %j",
    async (body) => {
      const answer = await post("/control/mail", body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toHaveProperty("error");
    },
  );

  it("GET /control/mail lists what customers received", async () => {
    await hotelWrites();
    const [received] = (await app.inject("/control/mail")).json();
    expect(received).toMatchObject({
      from: "hotel@example.com",
      to: "maria@example.com",
      subject: "Reserva",
      text: "Hola\n",
      raw: expect.stringContaining("Subject: Reserva"),
      at: expect.stringMatching(/^2026-03-10T17:02:0/),
    });
  });

  it("POST /control/mail/faults plans a failure, or renumbers the mailbox at once", async () => {
    await post("/control/mail/faults", { kind: "smtp-refuse-recipient", code: 450, match: "maria@" });
    await expect(hotelWrites()).rejects.toMatchObject({ responseCode: 450 });
    const before = mail.mailbox.uidValidity;
    await post("/control/mail/faults", { kind: "imap-new-uidvalidity" });
    expect(mail.mailbox.uidValidity).not.toBe(before);
    expect((await post("/control/mail/faults", { kind: "earthquake" })).statusCode).toBe(400);
  });
});

describe("the page", () => {
  it("is served with its script and styles, closed against scripts of others", async () => {
    const page = await app.inject("/mail");
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    for (const path of page.body.match(/(?<=")\/mail\/[\w.]+/g) ?? []) {
      expect(`${path} ${(await app.inject(path)).statusCode}`).toBe(`${path} 200`);
    }
    expect((await app.inject("/mail/state")).json()).toMatchObject({
      hotel: account.address,
      received: [],
      sent: [],
    });
  });
});

it("remembers mailbox, UIDs and received mails from one run to the next", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mc-mail-"));
  const stateFile = join(folder, "mail.json");
  const first = await startMail({ ...options, stateFile });
  await first.deliver({ from: "maria@example.com", subject: "One", text: "1" });
  first.mailbox.renumber();
  await first.deliver({ from: "maria@example.com", subject: "Two", text: "2" });
  await first.close();
  const second = await startMail({ ...options, stateFile });
  expect(second.mailbox.uidValidity).toBe(first.mailbox.uidValidity);
  expect(second.mailbox.mails.map((one) => one.uid)).toEqual([1, 2]);
  expect(second.mailbox.mails[1]?.raw).toEqual(first.mailbox.mails[1]?.raw);
  expect(second.sent().map((one) => one.subject)).toEqual(["One", "Two"]);
  expect((await second.deliver({ raw: "Subject: Three\n\n3" })).uid).toBe(3);
  await second.close();
  await rm(folder, { recursive: true });
});
