import { createHmac, timingSafeEqual } from "node:crypto";

/** A Message-ID as RFC 5322 §3.6.4 means it, within the bounds in which it can be a key and a header of ours. */
const messageIdPattern = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,240}>$/;
const ownPattern = /^<mc\.([0-9a-f]{32})\.([0-9a-f]{20})@([^@<>\s]+)>$/;

/** Whether a text can stand as one Message-ID: in angle brackets, printable ASCII, no spaces, at most 242 characters. */
export function isMessageId(text: string): boolean {
  return messageIdPattern.test(text) && text.includes("@");
}

/** All well-formed Message-IDs of a header value, in order. */
export function readMessageIds(value: string): string[] {
  return (value.slice(0, 100_000).match(/<[^<>\s]{1,240}>/g) ?? []).filter(isMessageId);
}

/** Our Message-ID of one attempt: it names the attempt and carries a MAC, so that nobody else can make one (S25). */
export function makeMessageId(input: { attemptId: string; key: Uint8Array; domain: string }): string {
  const id = input.attemptId.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(id)) {
    throw new RangeError("An attempt id is a UUID");
  }
  const domain = input.domain.toLowerCase();
  return `<mc.${id}.${sign(id, domain, input.key)}@${domain}>`;
}

/** The attempt that a Message-ID names; null when it is not ours or its MAC is wrong. */
export function readMessageId(messageId: string, key: Uint8Array): string | null {
  const [, id, mac, domain] = ownPattern.exec(messageId) ?? [];
  if (id === undefined || mac === undefined || domain === undefined) {
    return null;
  }
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(sign(id, domain.toLowerCase(), key)))) {
    return null;
  }
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Whether a Message-ID has the form of ours, right MAC or not. */
export function looksLikeOurs(messageId: string): boolean {
  return messageId.startsWith("<mc.");
}

/** The Message-ID inside a provider id of a mail: inbound ids carry a content hash behind it; null when it had none. */
export function messageIdOf(providerId: string): string | null {
  const messageId = providerId.slice(0, providerId.lastIndexOf(">") + 1);
  return isMessageId(messageId) ? messageId : null;
}

/** 80 bits: no one can try enough of them against a mailbox, and the header stays within one line. */
function sign(id: string, domain: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(`message-id\n${id}\n${domain}`).digest("hex").slice(0, 20);
}
