import { createHash } from "node:crypto";
import { convert, type FormatCallback } from "html-to-text";
import PostalMime, { type Address, type Email } from "postal-mime";
import { readMailReport } from "./mail-report.ts";
import {
  type MailPart,
  type MailPerson,
  type MailSource,
  mailLimits,
  truncatedHeader,
} from "./mail-source.ts";
import { MailUnreadable } from "./mail-unreadable.ts";
import { isMessageId, readMessageIds } from "./message-id.ts";

/**
 * Reads an RFC 5322 source within the limits; throws MailUnreadable past them. With `onlyBeginning` the id still comes from
 * the whole source, so that a mail has one id however much of it could be read.
 */
export async function readMailSource(source: Uint8Array, onlyBeginning = false): Promise<MailSource> {
  const mail = await parseSource(onlyBeginning ? source.subarray(0, mailLimits.cutBytes) : source);
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value ?? null;
  const { text, isFromHtml, isCut } = readText(mail);
  const isBeginning = onlyBeginning || header(truncatedHeader) !== null;
  const messageId = header("message-id")?.trim() ?? "";
  const suppress = header("x-auto-response-suppress")?.toLowerCase() ?? "";
  return {
    messageId: isMessageId(messageId) ? messageId : null,
    contentHash: hashContent(source, header("from") ?? "", header("date") ?? ""),
    from: firstPerson([mail.from, mail.sender, ...(mail.replyTo ?? [])]),
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    replyTo: addressesOf(mail.replyTo)[0] ?? null,
    subject: mail.subject === undefined ? null : clean(mail.subject).slice(0, 2000),
    text,
    isFromHtml,
    isCut: isCut || isBeginning,
    inReplyTo: readMessageIds(header("in-reply-to") ?? ""),
    references: readMessageIds(header("references") ?? ""),
    date: readDate(header("date")),
    // The last part of a beginning may be half a file.
    attachments: (isBeginning ? mail.attachments.slice(0, -1) : mail.attachments).map(describePart),
    autoSubmitted: header("auto-submitted"),
    precedence: header("precedence"),
    hasListHeader: mail.headers.some((one) => one.key.startsWith("list-")),
    returnPath: header("return-path"),
    isMarkedAutomatic:
      header("x-autoreply") !== null ||
      header("x-autorespond") !== null ||
      /\b(all|autoreply)\b/.test(suppress),
    report: readMailReport(mail),
  };
}

/** The bytes of one attachment, by its place in the list that `readMailSource` gave. */
export async function readMailPart(source: Uint8Array, part: number): Promise<Uint8Array | null> {
  const content = (await parseSource(source)).attachments[part]?.content;
  return content === undefined ? null : toBytes(content);
}

async function parseSource(source: Uint8Array): Promise<Email> {
  if (source.byteLength > mailLimits.sourceBytes) {
    throw new MailUnreadable("mail-too-large", `The mail has more than ${mailLimits.sourceBytes} bytes`);
  }
  if (countParts(source) > mailLimits.parts) {
    throw new MailUnreadable("mail-too-many-parts", `The mail has more than ${mailLimits.parts} parts`);
  }
  try {
    return await PostalMime.parse(source, {
      forceRfc822Attachments: true,
      maxNestingDepth: mailLimits.depth,
      maxHeadersSize: mailLimits.headerBytes,
    });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    if (/nesting/i.test(words)) {
      throw new MailUnreadable("mail-too-deep", `The mail nests parts more than ${mailLimits.depth} deep`, {
        cause,
      });
    }
    if (/header/i.test(words)) {
      throw new MailUnreadable(
        "mail-headers-too-large",
        `The mail has more than ${mailLimits.headerBytes} bytes of headers`,
        { cause },
      );
    }
    throw new MailUnreadable("mail-parser-failed", `The mail can't be read: ${words}`, { cause });
  }
}

/** Counts the lines that open a part of any boundary that the mail names; linear, before anything is allocated for them. */
function countParts(source: Uint8Array): number {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString("latin1");
  const boundaries = new Set<string>();
  for (const found of text.matchAll(/boundary\s{0,10}=\s{0,10}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)) {
    boundaries.add(found[1] ?? found[2] ?? "");
  }
  let parts = 0;
  for (const line of boundaries.size === 0 ? [] : text.matchAll(/^--([^\r\n]{1,210})/gm)) {
    parts += boundaries.has((line[1] ?? "").trimEnd()) ? 1 : 0;
  }
  return parts;
}

function readText(mail: Email): { text: string | null; isFromHtml: boolean; isCut: boolean } {
  const isFromHtml = (mail.text ?? "").trim() === "" && mail.html !== undefined;
  const whole = isFromHtml ? htmlToText(mail.html ?? "") : (mail.text ?? "");
  const text = clean(whole).replace(/\r\n?/g, "\n").trim();
  const isCut =
    text.length > mailLimits.textLength || (isFromHtml && (mail.html?.length ?? 0) > mailLimits.htmlLength);
  return { text: text === "" ? null : clean(text.slice(0, mailLimits.textLength)), isFromHtml, isCut };
}

/** Cells of a row are words apart: "Adultos 2". A space at the end of a line is dropped by the builder. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(" ");
};

/** HTML shown as text: links keep their address, pictures are left out, each row of a table is a line. */
function htmlToText(html: string): string {
  return convert(html.slice(0, mailLimits.htmlLength), {
    wordwrap: false,
    limits: { maxDepth: 100 },
    formatters: { cell },
    selectors: [
      { selector: "img", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "table", format: "block" },
      { selector: "tr", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: "td", format: "cell" },
      { selector: "th", format: "cell" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}

/**
 * F19: SHA-256 over the raw From value, LF, the raw Date value, LF, and every byte after the first empty line with CRLF
 * as LF. Transport headers (Received, flags of the server) differ between copies of one mail; these do not.
 */
function hashContent(source: Uint8Array, from: string, date: string): string {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    .toString("latin1")
    .replaceAll("\r\n", "\n");
  const gap = text.startsWith("\n") ? -1 : text.indexOf("\n\n");
  const body = gap === -1 ? text.trimStart() : text.slice(gap + 2);
  return createHash("sha256")
    .update(`${from}\n${date}\n`, "utf8")
    .update(body, "latin1")
    .digest("hex")
    .slice(0, 32);
}

/** RFC 5322 dates; a year outside 1990–2100 is a broken clock. */
function readDate(value: string | null): number | null {
  const at = value === null ? Number.NaN : Date.parse(value);
  return at >= Date.UTC(1990, 0) && at < Date.UTC(2100, 0) ? at : null;
}

function firstPerson(addresses: (Address | undefined)[]): MailPerson | null {
  for (const one of addresses.flatMap((address) => address?.group ?? address ?? [])) {
    const address = readAddress(one.address ?? "");
    if (address !== null) {
      const name = clean(one.name).trim().slice(0, 200);
      return { address, name: name === "" || name.toLowerCase() === address ? null : name };
    }
  }
  return null;
}

function addressesOf(addresses: Address[] | undefined): string[] {
  return (addresses ?? [])
    .flatMap((address) => address.group ?? [address])
    .flatMap((one) => readAddress(one.address ?? "") ?? [])
    .slice(0, 1000);
}

/** An address as it is compared: lower case; null when it can't be one. */
function readAddress(text: string): string | null {
  const address = clean(text).trim().toLowerCase();
  return address.length <= 320 && /^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+$/.test(address) ? address : null;
}

function describePart(attachment: Email["attachments"][number]): MailPart {
  const bytes = toBytes(attachment.content);
  return {
    name: attachment.filename === null ? null : clean(attachment.filename).slice(0, 255),
    type: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(attachment.mimeType)
      ? attachment.mimeType
      : "application/octet-stream",
    size: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

function toBytes(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
}

/** PostgreSQL takes neither NUL nor lone surrogates. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}
