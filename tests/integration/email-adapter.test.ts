import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAccount, OutboundMessage } from "#channels/channel.ts";
import { createEmailAdapter, type EmailAdapter } from "#channels/email/adapter.ts";
import { type Clock, createClock } from "../../simulators/clock.ts";
import type { MailFaultKind } from "../../simulators/mail/faults.ts";
import { type MailSimulator, startMail } from "../../simulators/mail/start-mail.ts";

let clock: Clock;
let mail: MailSimulator;
let adapter: EmailAdapter;
let account: ChannelAccount;

beforeEach(async () => {
  clock = createClock({ startAt: "2026-03-10T17:02:00Z" });
  mail = await startMail({
    clock,
    mailbox: { address: "reservas@hotel.example.com", user: "hotel", password: "sea view" },
  });
  adapter = createEmailAdapter({
    messageIdKey: new Uint8Array(32).fill(7),
    now: clock.now,
    readerTimes: { connectMs: 2000, answerMs: 300, netMs: 50, firstPauseMs: 5, longestPauseMs: 20 },
    smtpTimes: { connectMs: 2000, answerMs: 2000 },
  });
  account = accountFor(mail);
});

afterEach(async () => {
  await adapter.close();
  await mail.close();
});

const attemptId = "0195801f-5a00-7000-8000-000000000001";
const message: OutboundMessage = {
  attemptId,
  kind: "email",
  destination: { kind: "email", value: "maria@example.com", name: "María" },
  text: "Sí, hay parking.",
  subject: "Re: ¿Hay parking?",
  template: null,
  answers: null,
  references: [],
  automatic: false,
  providerId: null,
};

describe("sending by SMTP", () => {
  it("reaches the customer with the Message-ID that was chosen before the call", async () => {
    const outcome = await send();
    const providerId = adapter.chooseProviderId(account, attemptId);
    expect(outcome).toMatchObject({
      kind: "accepted",
      providerId,
      recipient: { email: "maria@example.com" },
    });
    expect(mail.received()).toMatchObject([
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
    mail.faults.add({ kind, ...(code && { code }) });
    expect(await send()).toMatchObject({ kind: "refused", failure, retryable });
    expect(mail.received()).toEqual([]);
  });

  it("is refused, and worth another try, when the connection ends before the mail was asked for", async () => {
    mail.faults.add({ kind: "smtp-cut-before-data" });
    expect(await send()).toMatchObject({
      kind: "refused",
      failure: { reason: "connection" },
      retryable: true,
    });
  });

  it("is refused, and worth another try, when nobody listens", async () => {
    const port = await freePort();
    account = accountFor(mail, { smtp: port });
    expect(await send()).toMatchObject({
      kind: "refused",
      failure: { reason: "connection" },
      retryable: true,
    });
  });

  it.each(["smtp-cut-in-data", "smtp-cut-after-data"] as const)(
    "P4: is unknown after %s, whether or not the provider has it",
    async (kind: MailFaultKind) => {
      mail.faults.add({ kind });
      expect(await send()).toMatchObject({ kind: "unknown" });
    },
  );

  it("is unknown when a silent provider is given up after the mail went out, refused when it never asked for it", async () => {
    for (const [answersData, kind] of [
      [true, "unknown"],
      [false, "refused"],
    ] as const) {
      const silent = await startSilentSmtp(answersData);
      account = accountFor(mail, { smtp: silent.port });
      const stop = new AbortController();
      const outcome = adapter.send(account, message, stop.signal);
      await silent.isWaiting;
      stop.abort();
      expect(await outcome).toMatchObject({ kind });
      silent.close();
    }
  });

  it("refuses what is no address, without a call", async () => {
    const destination = { ...message.destination, value: "a@b.com\r\nRCPT TO:<x@y.com>" };
    const outcome = await adapter.send(account, { ...message, destination }, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: "refused", failure: { reason: "invalid" }, retryable: false });
  });

  it("F21: a bounce comes back as a status of that attempt, and so does a delay", async () => {
    mail.faults.add({ kind: "smtp-delay" });
    mail.faults.add({ kind: "smtp-bounce" });
    await send();
    const bodies = mail.mailbox.mails.map((one) => one.raw);
    const facts = await Promise.all(bodies.map((body) => adapter.parse(body, account.providerId)));
    expect(facts.flat()).toMatchObject([
      { type: "status", attemptId, report: { status: "delayed", failure: { reason: "mail-delayed" } } },
      { type: "status", attemptId, report: { status: "failed", failure: { reason: "mailbox-unknown" } } },
    ]);
  });
});

describe("reading by IMAP", () => {
  it("takes what is there and what comes, in order, and marks nothing", async () => {
    await write("one");
    const reader = follow();
    await mail.settled({ awaitReader: true });
    await write("two");
    await write("three");
    await mail.settled({ awaitReader: true });
    expect(reader.subjects()).toEqual(["one", "two", "three"]);
    expect(mail.mailbox.mails.every((one) => one.flags.size === 0)).toBe(true);
    await reader.stop();
  });

  it("goes on after the cursor", async () => {
    await write("one");
    await write("two");
    const uidValidity = String(mail.mailbox.uidValidity);
    const reader = follow({ uid: 1, uidValidity });
    await reader.has(1);
    await reader.stop();
    expect(reader.taken).toMatchObject([{ uid: 2, uidValidity }]);
    expect(await adapter.findMailboxEnd(account)).toEqual({ uid: 2, uidValidity });
  });

  it("F17: a connection cut in the middle of a mail loses none and doubles none", async () => {
    mail.faults.add({ kind: "imap-cut-in-fetch", times: 3 });
    for (const subject of ["one", "two", "three"]) {
      await write(subject);
    }
    const reader = follow();
    await mail.settled({ awaitReader: true });
    mail.cutImapConnections();
    await write("four");
    await mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two", "three", "four"]);
    expect(reader.states).toContain("disconnected");
  });

  it("F17: an IDLE that died silently is noticed", async () => {
    mail.faults.add({ kind: "imap-silent" });
    const reader = follow();
    await reader.isConnected;
    await write("one");
    await mail.settled({ awaitReader: true });
    expect(reader.subjects()).toEqual(["one"]);
    await reader.stop();
  });

  it("F18: a new UIDVALIDITY gives every mail again, under ids that show them as known", async () => {
    await write("one");
    await write("two");
    const reader = follow();
    await mail.settled({ awaitReader: true });
    mail.mailbox.renumber();
    await write("three");
    await mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two", "one", "two", "three"]);
    const ids = await Promise.all(
      reader.taken.map(async ({ source }) => {
        const [fact] = await adapter.parse(source, account.providerId);
        return fact?.type === "message" ? fact.providerId : null;
      }),
    );
    expect(ids.slice(2, 4)).toEqual(ids.slice(0, 2));
    expect(new Set(ids).size).toBe(3);
  });

  it("F18: a restored mailbox with the old UIDVALIDITY and lower UIDs is read from the start", async () => {
    await write("one");
    const reader = follow({ uid: 57, uidValidity: String(mail.mailbox.uidValidity) });
    await reader.has(1);
    await reader.stop();
    expect(reader.subjects()).toEqual(["one"]);
  });

  it("gives a mail again when the sink could not take it", async () => {
    await write("one");
    await write("two");
    const reader = follow(null, { failures: 2 });
    await mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two"]);
  });

  it("stops at once while it waits for a server that is away", async () => {
    account = accountFor(mail, { imap: await freePort() });
    const reader = follow();
    await reader.isDisconnected;
    await reader.stop();
    expect(reader.states).not.toContain("connected");
  });

  it("refuses to talk without encryption to a machine that is not this one", async () => {
    const config = {
      ...Object(account.config),
      imap: { ...Object(account.config).imap, host: "mail.example.com" },
    };
    expect(await adapter.check({ ...account, config })).toMatchObject([{ code: "settings-invalid" }]);
  });
});

describe("checking a mailbox", () => {
  it("finds nothing wrong with the right data", async () => {
    expect(await adapter.check(account)).toEqual([]);
  });

  it("names each side that refuses the password", async () => {
    const problems = await adapter.check({ ...account, secrets: { imapPassword: "x", smtpPassword: "y" } });
    expect(problems.map((one) => one.code)).toEqual(["imap-login", "smtp-login"]);
    expect(JSON.stringify(problems)).not.toMatch(/"x"|"y"/);
  });

  it("names each side that does not listen", async () => {
    const port = await freePort();
    account = accountFor(mail, { imap: port, smtp: port });
    expect((await adapter.check(account)).map((one) => one.code)).toEqual(["imap-refused", "smtp-refused"]);
  });

  it("says which settings are missing, and never a secret", async () => {
    const problems = await adapter.check({ ...account, config: { address: "no address" }, secrets: {} });
    expect(problems.map((one) => one.detail).join("\n")).toMatch(/address:.*imap:.*smtp:.*imapPassword:/s);
  });
});

const send = () => adapter.send(account, message, new AbortController().signal);
const write = (subject: string) =>
  mail.deliver({ from: "María <maria@example.com>", subject, text: subject });

function accountFor(simulator: MailSimulator, ports: { imap?: number; smtp?: number } = {}): ChannelAccount {
  const server = { host: simulator.host, security: "none", user: simulator.account.user };
  return {
    workspaceId: "0195801f-5a00-7000-8000-0000000000aa",
    id: "0195801f-5a00-7000-8000-0000000000bb",
    kind: "email",
    providerId: simulator.account.address,
    config: {
      address: simulator.account.address,
      displayName: "Hotel Mirador",
      imap: { ...server, port: ports.imap ?? simulator.imapPort },
      smtp: { ...server, port: ports.smtp ?? simulator.smtpPort },
    },
    secrets: { imapPassword: simulator.account.password, smtpPassword: simulator.account.password },
  };
}

type Taken = { uid: number; uidValidity: string; source: Uint8Array };

/** A reader that keeps what it is given, as ingest would; the first `failures` mails are not taken. */
function follow(
  cursor: { uid: number; uidValidity: string } | null = null,
  { failures = 0 }: { failures?: number } = {},
) {
  const stopping = new AbortController();
  const taken: Taken[] = [];
  const states: string[] = [];
  const listeners = new Set<() => void>();
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => isSo() && resolve();
      listeners.add(check);
      check();
    });
  const tell = () => {
    for (const listener of [...listeners]) {
      listener();
    }
  };
  let left = failures;
  const done = adapter.readMailbox({
    account,
    cursor,
    signal: stopping.signal,
    onState(state) {
      states.push(state);
      tell();
    },
    async sink(one) {
      if (left > 0) {
        left -= 1;
        throw new Error("The database is away");
      }
      taken.push(one);
      tell();
    },
  });
  return {
    taken,
    states,
    subjects: () => taken.map((one) => /^Subject: (.*)\r$/m.exec(Buffer.from(one.source).toString())?.[1]),
    has: (count: number) => until(() => taken.length >= count),
    isConnected: until(() => states.includes("connected")),
    isDisconnected: until(() => states.includes("disconnected")),
    stop() {
      stopping.abort();
      return done;
    },
  };
}

/** A port on which nobody listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** An SMTP server that takes every command but falls silent at DATA, or after the mail. */
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
