import MailComposer from "nodemailer/lib/mail-composer";
import type { Instant } from "#domain/time.ts";
import type { OutboundMessage } from "../channel.ts";
import { isMailAddress } from "./mail-address.ts";
import type { MailConfig } from "./mail-config.ts";
import { isMessageId, messageIdOf } from "./message-id.ts";

/** A mail as it goes over the wire. */
export type WrittenMail = { source: Buffer; messageId: string; from: string; to: string };

/** A file that goes along with a mail. */
export type MailFile = { name: string | null; type: string; bytes: Uint8Array };

/** References may be long; RFC 5322 lets us keep the first and the newest. */
const keptReferences = 20;

/** Writes the RFC 5322 source of a message of ours. Every value that came from outside is made unable to end a header (S13). */
export async function writeMail(
  config: Pick<MailConfig, "address" | "displayName">,
  message: OutboundMessage,
  stamp: { messageId: string; at: Instant; attachments?: readonly MailFile[] },
): Promise<WrittenMail> {
  if (!isMessageId(stamp.messageId)) {
    throw new RangeError("The Message-ID is not well-formed");
  }
  const to = message.destination.value;
  if (!isMailAddress(to)) {
    throw new RangeError("The destination is no mail address");
  }
  const answered = message.answers === null ? null : messageIdOf(message.answers);
  const references = referencesOf(message.references, answered);
  const composer = new MailComposer({
    from: { name: oneLine(config.displayName ?? ""), address: config.address },
    to: { name: oneLine(message.destination.name ?? ""), address: to },
    subject: oneLine(message.subject ?? ""),
    text: message.text ?? "",
    messageId: stamp.messageId,
    date: new Date(stamp.at),
    attachments: (stamp.attachments ?? []).map(({ name, type, bytes }) => ({
      filename: oneLine(name ?? "file"),
      contentType: type,
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    })),
    ...(answered !== null && { inReplyTo: answered }),
    ...(references.length > 0 && { references }),
    // RFC 3834 §5: an automatic answer says so, and other automata stay silent.
    ...(message.automatic && {
      headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
    }),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { source: await composer.compile().build(), messageId: stamp.messageId, from: config.address, to };
}

function referencesOf(providerIds: readonly string[], answered: string | null): string[] {
  const ids = new Set(providerIds.flatMap((id) => messageIdOf(id) ?? []));
  if (answered !== null) {
    // The mail that is answered stands last (RFC 5322 §3.6.4).
    ids.delete(answered);
    ids.add(answered);
  }
  const all = [...ids];
  return all.length <= keptReferences ? all : [...all.slice(0, 1), ...all.slice(1 - keptReferences)];
}

/** Names and subjects of one line, without control and direction-override characters. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
}
