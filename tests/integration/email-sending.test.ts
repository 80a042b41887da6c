import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import type { OutboundMessage } from "#channels/channel.ts";
import { createEmailAdapter } from "#channels/email/adapter.ts";
import type { MailFaultKind } from "../../simulators/mail/faults.ts";
import { accountFor, freePort, setUpMailWorld } from "../support/mail-world.ts";

const world = setUpMailWorld();
const attemptId = "0195801f-5a00-7000-8000-000000000001";
const message: OutboundMessage = {
  attemptId,
  kind: "email",
  destination: { kind: "email", value: "maria@example.com", name: "María" },
  text: "Sí, hay parking.",
  subject: "Re: ¿Hay parking?",
  template: null,
  carried: {},
  files: [],
  answers: null,
  references: [],
  automatic: false,
  providerId: null,
};

describe("sending by SMTP", () => {
  it("reaches the customer with the Message-ID that was chosen before the call", async () => {
    const outcome = await send();
    const providerId = world.adapter.chooseProviderId(world.account, attemptId);
    expect(outcome).toMatchObject({
      kind: "accepted",
      providerId,
      recipient: { email: "maria@example.com" },
    });
    expect(world.mail.received()).toMatchObject([
      { from: "Hotel Mirador <reservas@hotel.example.com>", to: "maria@example.com", messageId: providerId },
    ]);
  });

  it.each([
    ["smtp-busy", undefined, { reason: "provider-down", code: "421" }, true],
    ["smtp-refuse-login", undefined, { reason: "mailbox-login", code: "535" }, false],
    ["smtp-refuse-login", 454, { reason: "mailbox-login", code: "454" }, true],
    ["smtp-refuse-sender", 550, { reason: "permission", code: "550" }, false],
    ["smtp-refuse-sender", 451, { reason: "mail-delayed", code: "451" }, true],
    ["smtp-refuse-recipient", 550, { reason: "mailbox-refused", code: "550" }, false],
    ["smtp-refuse-recipient", 450, { reason: "mail-delayed", code: "450" }, true],
    ["smtp-refuse-mail", 554, { reason: "mail-refused", code: "554" }, false],
    ["smtp-refuse-mail", 452, { reason: "mail-delayed", code: "452" }, true],
  ] as const)("is refused by %s %s: %o, worth another try: %s", async (kind, code, failure, retryable) => {
    world.mail.faults.add({ kind, ...(code && { code }) });
    expect(await send()).toMatchObject({ kind: "refused", failure, retryable });
    expect(world.mail.received()).toEqual([]);
  });

  it("is refused, and worth another try, when the connection ends before the mail was asked for", async () => {
    world.mail.faults.add({ kind: "smtp-cut-before-data" });
    expect(await send()).toMatchObject({
      kind: "refused",
      failure: { reason: "connection" },
      retryable: true,
    });
  });

  it("is refused, and worth another try, when nobody listens", async () => {
    const port = await freePort();
    world.account = accountFor(world.mail, { smtp: port });
    expect(await send()).toMatchObject({
      kind: "refused",
      failure: { reason: "connection" },
      retryable: true,
    });
  });

  it.each(["smtp-cut-in-data", "smtp-cut-after-data"] as const)(
    "P4: is unknown after %s, whether or not the provider has it",
    async (kind: MailFaultKind) => {
      world.mail.faults.add({ kind });
      expect(await send()).toMatchObject({ kind: "unknown" });
    },
  );

  it("is unknown when a silent provider is given up after the mail went out, refused when it never asked for it", async () => {
    for (const [answersData, kind] of [
      [true, "unknown"],
      [false, "refused"],
    ] as const) {
      const silent = await startSilentSmtp(answersData);
      world.account = accountFor(world.mail, { smtp: silent.port });
      const stop = new AbortController();
      const outcome = world.adapter.send(world.account, message, stop.signal);
      await silent.isWaiting;
      stop.abort();
      expect(await outcome).toMatchObject({ kind });
      silent.close();
    }
  });

  it("refuses what is no address, without a call", async () => {
    const destination = { ...message.destination, value: "a@b.com\r\nRCPT TO:<x@y.com>" };
    const outcome = await world.adapter.send(
      world.account,
      { ...message, destination },
      new AbortController().signal,
    );
    expect(outcome).toMatchObject({ kind: "refused", failure: { reason: "invalid" }, retryable: false });
  });

  it("F21: a bounce comes back as a status of that attempt, and so does a delay", async () => {
    world.mail.faults.add({ kind: "smtp-delay" });
    world.mail.faults.add({ kind: "smtp-bounce" });
    await send();
    const bodies = world.mail.mailbox.mails.map((one) => one.raw);
    const facts = await Promise.all(
      bodies.map(async (body) => world.adapter.parse(body, world.account.providerId)),
    );
    expect(facts.flat()).toMatchObject([
      { type: "status", attemptId, report: { status: "delayed", failure: { reason: "mail-delayed" } } },
      { type: "status", attemptId, report: { status: "failed", failure: { reason: "mailbox-unknown" } } },
    ]);
  });
});

it("F20: what one of our systems writes by itself is mail of a machine to another", async () => {
  await world.adapter.send(world.account, { ...message, automatic: true }, new AbortController().signal);
  const other = createEmailAdapter({ messageIdKey: new Uint8Array(32).fill(9), now: world.clock.now });
  const [fact] = await other.parse(Buffer.from(world.mail.received()[0]?.raw ?? ""), "maria@example.com");
  expect(fact).toMatchObject({ type: "message", sentByMachine: true });
  await other.close();
});

const send = () => world.adapter.send(world.account, message, new AbortController().signal);

/** An SMTP server that takes every command but falls silent at DATA, or after the world.mail. */
async function startSilentSmtp(answersData: boolean) {
  let wait: () => void = () => undefined;
  const isWaiting = new Promise<void>((resolve) => {
    wait = resolve;
  });
  const server = createServer((socket) => {
    let isData = false;
    socket.on("error", () => socket.destroy());
    socket.write("220 hello\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (isData) {
        if (text.endsWith("\r\n.\r\n")) {
          wait();
        }
        return;
      }
      if (text.startsWith("DATA")) {
        isData = answersData;
        if (answersData) {
          socket.write("354 go on\r\n");
        } else {
          wait();
        }
        return;
      }
      socket.write(
        text.startsWith("EHLO")
          ? "250-hello\r\n250 AUTH PLAIN\r\n"
          : text.startsWith("AUTH")
            ? "235 in\r\n"
            : "250 ok\r\n",
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    isWaiting,
    close: () => server.close(),
  };
}
