import PostalMime, { type Address } from "postal-mime";
import type { ImapValue } from "./imap-command.ts";
import type { StoredMail } from "./mailbox.ts";

/** The answer for one mail: text pieces and literals, to be written in order. `isWhole` when all of its source went out. */
export type FetchAnswer = { parts: Buffer[]; isWhole: boolean; setsSeen: boolean };

const macros: Record<string, string[]> = {
  ALL: ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"],
  FAST: ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
};

/** The items asked for, in upper case; null when there is none. */
export function readFetchItems(value: ImapValue | undefined, withUid: boolean): string[] | null {
  const asked = (Array.isArray(value) ? value : value === undefined ? [] : [value]).flatMap((item) =>
    typeof item === "string" ? (macros[item.toUpperCase()] ?? [item.toUpperCase()]) : [],
  );
  if (asked.length === 0) {
    return null;
  }
  return withUid && !asked.includes("UID") ? ["UID", ...asked] : asked;
}

/** Writes the FETCH response of one mail (RFC 3501 §7.4.2); null when an item is not supported. */
export async function writeFetch(
  mail: StoredMail,
  sequence: number,
  items: string[],
): Promise<FetchAnswer | null> {
  const written: FetchItem[] = [];
  for (const item of items) {
    const one = readBodyItem(mail.raw, item) ?? (await readAttribute(mail, item));
    if (one === null) {
      return null;
    }
    written.push(one);
  }
  const parts = written.flatMap(({ text, literal }, index) => [
    Buffer.from(`${index === 0 ? "" : " "}${text}`),
    literal,
  ]);
  return {
    parts: [Buffer.from(`* ${sequence} FETCH (`), ...parts, Buffer.from(")\r\n")],
    isWhole: written.some((one) => one.literal.length === mail.raw.length && one.literal.length > 0),
    setsSeen: written.some((one) => one.setsSeen),
  };
}

/** An item as text, then a literal (empty where the text says it all). */
type FetchItem = { text: string; literal: Buffer; setsSeen: boolean };

const bodyPattern = /^BODY(\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/s;

/** BODY[section]<part> and the older RFC822 forms; null for anything else. */
function readBodyItem(raw: Buffer, item: string): FetchItem | null {
  if (item === "RFC822" || item === "RFC822.HEADER" || item === "RFC822.TEXT") {
    const literal = readSection(raw, item.slice("RFC822.".length)) ?? raw;
    return { text: literalText(item, literal), literal, setsSeen: item !== "RFC822.HEADER" };
  }
  const [isBody, peek, section = "", from, length] = bodyPattern.exec(item) ?? [];
  const content = isBody === undefined ? null : readSection(raw, section);
  if (content === null) {
    return null;
  }
  const start = Number(from ?? 0);
  const literal = length === undefined ? content : content.subarray(start, start + Number(length));
  const label = `BODY[${section}]${from === undefined ? "" : `<${start}>`}`;
  return { text: literalText(label, literal), literal, setsSeen: peek === undefined };
}

function literalText(label: string, literal: Buffer): string {
  return `${label} {${literal.length}}\r\n`;
}

async function readAttribute(mail: StoredMail, item: string): Promise<FetchItem | null> {
  const text = await writeAttribute(mail, item);
  return text === null ? null : { text, literal: Buffer.alloc(0), setsSeen: false };
}

async function writeAttribute(mail: StoredMail, item: string): Promise<string | null> {
  switch (item) {
    case "UID":
      return `UID ${mail.uid}`;
    case "FLAGS":
      return `FLAGS (${[...mail.flags].join(" ")})`;
    case "RFC822.SIZE":
      return `RFC822.SIZE ${mail.raw.length}`;
    case "INTERNALDATE":
      return `INTERNALDATE "${imapDate(mail.receivedAt)}"`;
    case "ENVELOPE":
      return `ENVELOPE ${await writeEnvelope(mail.raw)}`;
    default:
      return null;
  }
}

function readSection(raw: Buffer, section: string): Buffer | null {
  const gap = raw.indexOf("\r\n\r\n");
  const headerEnd = gap === -1 ? raw.length : gap + 4;
  if (section === "") {
    return raw;
  }
  if (section === "HEADER") {
    return raw.subarray(0, headerEnd);
  }
  if (section === "TEXT") {
    return raw.subarray(headerEnd);
  }
  const fields = /^HEADER\.FIELDS(\.NOT)? \(([^)]*)\)$/.exec(section);
  if (fields === null) {
    return null;
  }
  const names = new Set((fields[2] ?? "").split(" ").map((name) => name.toLowerCase()));
  const lines = raw.toString("latin1", 0, headerEnd).split(/\r\n(?![ \t])/);
  const kept = lines.filter((line) => {
    const name = line.split(":")[0]?.trim().toLowerCase() ?? "";
    return line.includes(":") && names.has(name) === (fields[1] === undefined);
  });
  return Buffer.from(`${kept.map((line) => `${line}\r\n`).join("")}\r\n`, "latin1");
}

async function writeEnvelope(raw: Buffer): Promise<string> {
  const mail = await PostalMime.parse(raw);
  const from = writeAddresses(mail.from === undefined ? [] : [mail.from]);
  const sender = mail.sender === undefined ? from : writeAddresses([mail.sender]);
  const replyTo = mail.replyTo === undefined ? from : writeAddresses(mail.replyTo);
  const date = mail.headers.find((header) => header.key === "date")?.value;
  return `(${[
    quote(date),
    quote(mail.subject),
    from,
    sender,
    replyTo,
    writeAddresses(mail.to ?? []),
    writeAddresses(mail.cc ?? []),
    writeAddresses(mail.bcc ?? []),
    quote(mail.inReplyTo),
    quote(mail.messageId),
  ].join(" ")})`;
}

function writeAddresses(addresses: Address[]): string {
  const mailboxes = addresses.flatMap((address) => address.group ?? [address]);
  if (mailboxes.length === 0) {
    return "NIL";
  }
  const written = mailboxes.map(({ name, address }) => {
    const at = address.lastIndexOf("@");
    return `(${quote(name || undefined)} NIL ${quote(address.slice(0, Math.max(at, 0)))} ${quote(address.slice(at + 1))})`;
  });
  return `(${written.join("")})`;
}

function quote(text: string | undefined): string {
  if (text === undefined) {
    return "NIL";
  }
  // Not ASCII: a literal would be right too; an encoded word is what real servers send (RFC 2047).
  if (/[^\x20-\x7e]/.test(text)) {
    return `"=?UTF-8?B?${Buffer.from(text).toString("base64")}?="`;
  }
  return `"${text.replace(/(["\\])/g, "\\$1")}"`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** date-time of RFC 3501 §9, in UTC. */
function imapDate(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = String(date.getUTCDate()).padStart(2, " ");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`;
}
