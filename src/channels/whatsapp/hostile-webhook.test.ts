import { describe, expect, it } from "vitest";
import type { InboundFact } from "#channels/channel.ts";
import { parseWebhook } from "./parse-webhook.ts";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function webhook(message: unknown, value: Record<string, unknown> = {}): Uint8Array {
  const change = {
    field: "messages",
    value: { metadata: { phone_number_id: "1" }, contacts: [], messages: [message], ...value },
  };
  return bytes(
    JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "2", changes: [change] }] }),
  );
}

function readOne(message: unknown): InboundFact | undefined {
  return parseWebhook(webhook(message), null)[0];
}

const good = { from: "34600900001", id: "wamid.1", timestamp: "1773162120", type: "text" };

describe("a body that can't be read at all throws", () => {
  it.each([
    ["nothing", ""],
    ["half of it", '{"object":"whatsapp_business_account","entry":['],
    ["words", "hello"],
    ["null", "null"],
    ["a list", "[]"],
    ["no entry", '{"object":"whatsapp_business_account"}'],
    ["entry is no list", '{"object":"x","entry":{}}'],
    ["object is no text", '{"object":1,"entry":[]}'],
  ])("%s", (_, body) => {
    expect(() => parseWebhook(bytes(body), null)).toThrow(/JSON|Invalid input/);
  });
});

describe("everything else is read as far as it makes sense", () => {
  it("a byte order mark and invalid UTF-8 lose no message", () => {
    const body = webhook({ ...good, text: { body: "Hola X" } });
    const broken = body.map((byte) => (byte === 0x58 ? 0xff : byte));
    expect(parseWebhook(new Uint8Array([0xef, 0xbb, 0xbf, ...broken]), null)).toMatchObject([
      { text: "Hola \uFFFD" },
    ]);
  });

  it("NUL and lone surrogates, which PostgreSQL refuses, are made storable", () => {
    const text = { body: "a\u0000b\ud800c" };
    expect(readOne({ ...good, id: "w\u0000", text })).toMatchObject({
      providerId: "w\uFFFD",
      text: "a\uFFFDb\uFFFDc",
    });
  });

  it("__proto__ and constructor are words like any other", () => {
    const body = JSON.stringify({ ...good, type: "hologram" }).replace(
      "{",
      '{"hologram":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}},"__proto__":{"id":"no"},',
    );
    const [fact] = parseWebhook(
      bytes(
        `{"object":"x","__proto__":{"polluted":true},"entry":[{"id":"2","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[${body}]}}]}]}`,
      ),
      null,
    );
    expect(fact).toMatchObject({ type: "message", kind: "unsupported", providerId: "wamid.1" });
    expect(JSON.stringify(fact)).not.toContain("__proto__");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a message type or field named %s is unknown, no more",
    (word) => {
      expect(readOne({ ...good, type: word })).toMatchObject({ event: "unsupported" });
      const change = { field: word, value: {} };
      const body = JSON.stringify({ object: "x", entry: [{ id: "1", changes: [change] }] });
      expect(parseWebhook(bytes(body), null)).toEqual([{ type: "other", channelRef: null, what: word }]);
    },
  );

  it("100,000 levels of nesting are cut, not followed", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const body = `{"object":"x","entry":[{"id":"2","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"from":"34600900001","id":"w","timestamp":"1","type":"order","order":{"items":${deep}}}]}}]}]}`;
    expect(parseWebhook(bytes(body), null)).toMatchObject([{ kind: "order", sentAt: null }]);
  });

  it.each([
    ["-1"],
    ["0"],
    ["99999999999999999999"],
    ["1773162120123"],
    ["Infinity"],
    ["1e30"],
    ["soon"],
    [""],
    [null],
    [{}],
    [[]],
    [Number.MAX_VALUE],
    [-5],
    [true],
  ])("an absurd timestamp (%j) is no timestamp", (timestamp) => {
    expect(readOne({ ...good, timestamp })).toMatchObject({ sentAt: null, type: "message" });
  });

  it("a timestamp may be a number", () => {
    expect(readOne({ ...good, timestamp: 1773162120 })).toMatchObject({ sentAt: 1773162120000 });
  });

  it.each([
    ["text", { text: "no object" }],
    ["text", { text: { body: 7 } }],
    ["image", { image: { id: {}, mime_type: 3, sha256: [] } }],
    ["contacts", { contacts: "none" }],
    ["location", { location: { latitude: "north" } }],
    ["interactive", { interactive: { type: "button_reply", button_reply: "yes" } }],
    ["system", { system: 1 }],
    ["edit", { edit: { message: { type: "edit", edit: {} } } }],
    ["order", { order: null }],
    ["button", {}],
  ])("a %s with nodes of other types is still a message", (type, nodes) => {
    expect(readOne({ ...good, type, ...nodes })).toMatchObject({ type: "message", kind: type });
  });

  it.each([
    ["no id", { id: undefined }],
    ["an empty id", { id: "" }],
    ["an absurdly long id", { id: "w".repeat(100_000) }],
    ["nobody as its sender", { from: "", from_user_id: "" }],
    ["a list as its sender", { from: [] }],
    ["a lonely + as its sender", { from: "+" }],
  ])("a message with %s can't be filed", (_, fields) => {
    expect(readOne({ ...good, ...fields })).toEqual({
      type: "unfiled",
      channelRef: "1",
      what: "message-unreadable",
    });
  });

  it("a BSUID where a wa_id belongs never becomes a phone", () => {
    expect(readOne({ ...good, from: "ES.1349120865530274" })).toMatchObject({
      sender: { waId: null, phone: null, bsuid: "ES.1349120865530274" },
    });
  });

  it("items that are no objects are passed over, the others are read", () => {
    const body = JSON.stringify({
      object: "x",
      entry: [
        null,
        7,
        { changes: "none" },
        { changes: [null, { field: 5 }, { field: "messages", value: { messages: [null, "x", []] } }] },
      ],
    });
    expect(parseWebhook(bytes(body), null)).toEqual([
      { type: "other", channelRef: null, what: "5" },
      { type: "other", channelRef: null, what: "messages" },
    ]);
  });

  it("a status without id, word or time can't be joined", () => {
    for (const status of [
      { status: "sent", timestamp: "1773162120" },
      { id: "w", timestamp: "1773162120" },
      { id: "w", status: "sent" },
    ]) {
      expect(parseWebhook(webhook(null, { statuses: [status] }), null)).toEqual([
        { type: "unfiled", channelRef: "1", what: "status-unreadable" },
      ]);
    }
  });

  it("1,000 messages in one body are 1,000 facts", () => {
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      ...good,
      id: `w${index}`,
      text: { body: "x".repeat(2_500) },
    }));
    expect(parseWebhook(webhook(null, { messages }), null)).toHaveLength(1_000);
  });
});
