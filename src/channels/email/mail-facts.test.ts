import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { InboundFact, InboundMessage } from "../channel.ts";
import { mailFacts } from "./mail-facts.ts";
import { readMailSource } from "./read-mail-source.ts";

const key = new Uint8Array(32).fill(7);
const ours = "<mc.0195801f5a0070008000000000000001.a15533915908383240ac@hotel.example.com>";
const mailbox = "reservas@hotel.example.com";
const now = Date.UTC(2026, 2, 10, 20);

describe("a mail becomes a message", () => {
  it("with sender, subject, text and the sender's time", async () => {
    expect(await messageIn("plain")).toMatchObject({
      type: "message",
      channelRef: mailbox,
      sender: { email: "maria@example.com", name: "María García", phone: null, waId: null },
      sentAt: Date.UTC(2026, 2, 10, 17, 2),
      event: "email",
      kind: "email",
      subject: "¿Hay parking?",
      text: "Hola, ¿hay parking en el hotel?\n\nMaría",
      attachments: [],
      answers: [],
      sentByMachine: false,
    });
  });

  it("that answers our mail, the newest first; an id with a wrong MAC is no answer (N13, S25)", async () => {
    const message = await messageIn("answer");
    expect(message.answers).toEqual([ours, "<abc.123@mail.example.com>"]);
    expect(message.sender).toMatchObject({ email: "maria@example.com", name: "Garcia, Maria" });
    expect(message.payload).toMatchObject({ replyTo: "maria.casa@example.com", cc: ["luis@example.com"] });
    expect(message.sentByMachine).toBe(false);
  });

  it("whose HTML is shown as text: no scripts, no styles, no pictures, links with their address, rows as lines", async () => {
    const { text, payload } = await messageIn("html-only");
    expect(text).toBe(
      "Llegada\n\nLlegamos a las 22:00.\n\n * dos adultos\n * un niño\n\nAdultos 2\nNiños 1\n\nVuelo: IB 1234 [https://air.example.com/f/1]",
    );
    expect(payload).toMatchObject({ fromHtml: true });
  });

  it("whose attachments are parts by number, with size and hash; a forwarded mail is one of them", async () => {
    const { attachments, text } = await messageIn("attachments");
    expect(text).toBe("Adjunto el bono.");
    expect(attachments).toEqual([
      {
        name: "bono año.pdf",
        type: "application/pdf",
        size: 15,
        sha256: "14bcd090baf31edba64e9cbd8cdfc15f943344aa72cb3675ad8e91bfcbce03ad",
        mediaId: null,
        part: 0,
      },
      expect.objectContaining({ type: "message/rfc822", part: 1, mediaId: null }),
    ]);
  });

  it("in other charsets, and in none that exists", async () => {
    expect(await messageIn("latin1")).toMatchObject({ subject: "Habitación", text: "Mañana" });
    const lying = await messageIn("lying-charset");
    expect(lying.text).toMatch(/^NUL: end/);
    expect(lying.text?.isWellFormed()).toBe(true);
    expect(lying.sentAt).toBeNull();
  });
});

describe("the id of a mail (F19)", () => {
  it("holds the Message-ID and a hash of From, Date and body", async () => {
    expect((await messageIn("plain")).providerId).toMatch(/^<abc\.123@mail\.example\.com>#[0-9a-f]{32}$/);
  });

  it("is the hash alone when the Message-ID is missing or hostile", async () => {
    const missing = await messageIn("no-message-id");
    expect(missing.providerId).toMatch(/^#[0-9a-f]{32}$/);
    const hostile = await messageIn("no-message-id", (text) => `Message-ID: <a b@\x01>\n${text}`);
    expect(hostile.providerId).toBe(missing.providerId);
  });

  it("is the same for another copy of the mail: other transport headers, other line ends", async () => {
    const one = await messageIn("plain");
    const copy = await messageIn("plain", (text) =>
      `Received: by other.example.com\n${text}`.replaceAll("\n", "\r\n"),
    );
    expect(copy.providerId).toBe(one.providerId);
  });

  it.each([
    ["From", (text: string) => text.replace("<Maria@", "<Mario@")],
    ["Date", (text: string) => text.replace("18:02:00", "18:02:01")],
    ["body", (text: string) => text.replace("parking en", "garaje en")],
  ])("differs when the Message-ID is repeated with another %s", async (_what, change) => {
    expect((await messageIn("plain", change)).providerId).not.toBe((await messageIn("plain")).providerId);
  });
});

describe("R9: mail of machines is marked", () => {
  it.each(["vacation", "newsletter"])("%s", async (name) => {
    expect((await messageIn(name)).sentByMachine).toBe(true);
  });

  it.each([
    ["an empty Return-Path", (text: string) => text.replace("<maria@example.com>\nReceived", "<>\nReceived")],
    ["a no-reply sender", (text: string) => text.replace("Maria@Example.com", "no-reply@example.com")],
    ["our own mailbox as sender", (text: string) => text.replace("Maria@Example.com", mailbox)],
    ["our mailbox not in To or Cc", (text: string) => text.replace("<reservas@", "<otros@")],
    ["X-Auto-Response-Suppress", (text: string) => `X-Auto-Response-Suppress: DR, AutoReply\n${text}`],
  ])("%s", async (_what, change) => {
    expect((await messageIn("plain", change)).sentByMachine).toBe(true);
  });

  it("Auto-Submitted: no is a person's", async () => {
    const message = await messageIn("plain", (text) => `Auto-Submitted: no\n${text}`);
    expect(message.sentByMachine).toBe(false);
  });
});

describe("F21: reports move the mail of ours that they are about", () => {
  it("failed, with reason, code and the far server's words", async () => {
    expect(await factsIn("bounce-failed")).toEqual([
      expect.objectContaining({
        type: "status",
        channelRef: mailbox,
        providerId: ours,
        attemptId: "0195801f-5a00-7000-8000-000000000001",
        report: {
          status: "failed",
          at: Date.UTC(2026, 2, 10, 17, 5),
          failure: {
            reason: "mailbox-unknown",
            code: "5.1.1",
            detail: "smtp; 550 5.1.1 <nadie@example.com>: Recipient address rejected: User unknown",
          },
        },
      }),
    ]);
  });

  it("delayed, from the returned headers alone", async () => {
    expect(await factsIn("bounce-delayed")).toMatchObject([
      {
        type: "status",
        providerId: ours,
        report: { status: "delayed", failure: { reason: "mail-delayed" } },
      },
    ]);
  });

  it("failed, from a plain text of a daemon", async () => {
    expect(await factsIn("bounce-plain")).toMatchObject([
      { type: "status", providerId: ours, report: { status: "failed", failure: { reason: "mailbox-full" } } },
    ]);
  });

  it("read, from a receipt", async () => {
    expect(await factsIn("read-receipt")).toMatchObject([
      { type: "status", providerId: ours, report: { status: "read" } },
    ]);
  });

  it.each(["bounce-foreign", "bounce-forged"])("%s is kept, and makes no thread", async (name) => {
    expect(await factsIn(name)).toEqual([{ type: "other", channelRef: mailbox, what: "mail-report" }]);
  });

  it("our own mail coming back is no message of a customer", async () => {
    const facts = await factsIn("plain", (text) => text.replace("<abc.123@mail.example.com>", ours));
    expect(facts).toEqual([{ type: "other", channelRef: mailbox, what: "own-mail" }]);
  });
});

it("a mail without any sender is kept, and makes no customer", async () => {
  expect(await factsIn("no-sender")).toEqual([
    { type: "unfiled", channelRef: mailbox, what: "mail-without-sender" },
  ]);
});

async function factsIn(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<InboundFact[]> {
  const raw = await readFile(new URL(`./fixtures/${name}.eml`, import.meta.url), "latin1");
  return mailFacts(await readMailSource(Buffer.from(change(raw), "latin1")), { mailbox, key, now });
}

async function messageIn(name: string, change?: (text: string) => string): Promise<InboundMessage> {
  const [fact] = await factsIn(name, change);
  if (fact?.type !== "message") {
    throw new Error(`Expected a message, got ${fact?.type}`);
  }
  return fact;
}
