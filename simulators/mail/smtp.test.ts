import nodemailer from "nodemailer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../clock.ts";
import { type MailSimulator, startMail } from "./start-mail.ts";

const account = { address: "hotel@example.com", user: "hotel", password: "sea view" };
let mail: MailSimulator;

beforeEach(async () => {
  mail = await startMail({ clock: createClock({ startAt: "2026-03-10T17:02:00Z" }), mailbox: account });
});

afterEach(() => mail.close());

const send = (to = "maria@example.com", password = account.password) =>
  nodemailer
    .createTransport({ host: mail.host, port: mail.smtpPort, auth: { user: account.user, pass: password } })
    .sendMail({ from: account.address, to, subject: "Reserva", text: "Sí, hay parking." });

describe("SMTP server", () => {
  it("hands a mail to each customer and stamps it with the simulated clock", async () => {
    await send("maria@example.com, ana@example.com");
    await mail.settled();
    expect(mail.received()).toMatchObject([
      { from: "hotel@example.com", to: "maria@example.com", subject: "Reserva", text: "Sí, hay parking.\n" },
      { to: "ana@example.com" },
    ]);
    expect(new Date(mail.received()[0]?.at ?? 0).toISOString()).toMatch(/^2026-03-10T17:02:0/);
  });

  it("puts a mail to the hotel itself into its mailbox", async () => {
    await send(account.address);
    expect(mail.mailbox.mails).toHaveLength(1);
    expect(mail.received()).toEqual([]);
  });

  it("lets nobody send with a wrong password", async () => {
    await expect(send("maria@example.com", "wrong")).rejects.toMatchObject({ responseCode: 535 });
  });

  it.each([
    ["smtp-busy", 421],
    ["smtp-refuse-login", 535],
    ["smtp-refuse-sender", 550],
    ["smtp-refuse-recipient", 550],
    ["smtp-refuse-mail", 554],
  ] as const)("shows %s once, as %i, and then works again", async (kind, code) => {
    mail.faults.add({ kind });
    await expect(send()).rejects.toMatchObject({ responseCode: code });
    expect(mail.received()).toEqual([]);
    await send();
    expect(mail.received()).toHaveLength(1);
  });

  it.each([
    ["smtp-cut-before-data", 0],
    ["smtp-cut-in-data", 0],
    ["smtp-cut-after-data", 1],
  ] as const)("cuts the connection for %s, with %i mails kept", async (kind, kept) => {
    mail.faults.add({ kind, match: "maria@" });
    await expect(send()).rejects.toMatchObject({ command: "CONN" });
    await mail.settled();
    expect(mail.received()).toHaveLength(kept);
  });

  it("returns a bounced mail as a delivery report and a delayed one with a notice", async () => {
    mail.faults.add({ kind: "smtp-bounce" });
    await send();
    mail.faults.add({ kind: "smtp-delay" });
    await send();
    expect(mail.received()).toHaveLength(1);
    const reports = mail.mailbox.mails.map((one) => one.raw.toString());
    expect(reports[0]).toContain("Status: 5.1.1");
    expect(reports[1]).toContain("Action: delayed");
  });
});
