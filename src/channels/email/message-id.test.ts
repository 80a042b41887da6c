import { describe, expect, it } from "vitest";
import { isMessageId, makeMessageId, messageIdOf, readMessageId, readMessageIds } from "./message-id.ts";

const key = new Uint8Array(32).fill(7);
const attemptId = "0195801f-5a00-7000-8000-000000000001";
const own = makeMessageId({ attemptId, key, domain: "Hotel.example.com" });

describe("our Message-ID (S25)", () => {
  it("names the attempt to whoever has the key", () => {
    expect(own).toMatch(/^<mc\.[0-9a-f]{32}\.[0-9a-f]{20}@hotel\.example\.com>$/);
    expect(readMessageId(own, key)).toBe(attemptId);
    expect(isMessageId(own)).toBe(true);
  });

  it.each([
    ["another key", own, new Uint8Array(32).fill(8)],
    ["another attempt", own.replace("0000001.", "0000002."), key],
    ["another domain", own.replace("hotel.", "motel."), key],
    ["a shorter MAC", own.replace(/.@/, "@"), key],
    ["no MAC", "<mc.0195801f5a0070008000000000000001@hotel.example.com>", key],
    ["somebody else's", "<abc@example.com>", key],
    ["nothing", "", key],
  ])("names nothing with %s", (_what, messageId, withKey) => {
    expect(readMessageId(messageId, withKey)).toBeNull();
  });

  it("is made of UUIDs only", () => {
    expect(() => makeMessageId({ attemptId: "1\r\nBcc: x", key, domain: "example.com" })).toThrow(RangeError);
  });
});

describe("Message-IDs of others", () => {
  it.each([
    ["<a@b>", true],
    ["<a.b+c=d@[127.0.0.1]>", true],
    ["<a b@c>", false],
    ["<a@b\r\nX: y>", false],
    ["<a<b@c>", false],
    ["<ä@b>", false],
    ["<nothing>", false],
    [`<${"x".repeat(260)}@b>`, false],
  ])("%j is well-formed: %s", (text, expected) => {
    expect(isMessageId(text)).toBe(expected);
  });

  it("are found in a header of many, the malformed ones left out", () => {
    expect(readMessageIds("<a@b>\t<c@d>,<e f@g> junk <h@i>")).toEqual(["<a@b>", "<c@d>", "<h@i>"]);
  });

  it("are taken out of a provider id with its content hash", () => {
    expect(messageIdOf("<a@b>#0f")).toBe("<a@b>");
    expect(messageIdOf(own)).toBe(own);
    expect(messageIdOf("#0f")).toBeNull();
  });
});
