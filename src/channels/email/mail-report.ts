import type { Email } from "postal-mime";
import type { MailReport } from "./mail-source.ts";
import { looksLikeOurs, readMessageIds } from "./message-id.ts";

/** The report that a mail is; null when it is no report. */
export function readMailReport(mail: Email): MailReport | null {
  const partOf = (pattern: RegExp) => {
    const part = mail.attachments.find((one) => pattern.test(one.mimeType));
    return part === undefined ? null : readBytes(part.content);
  };
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value ?? "";
  const returned = mail.attachments
    .filter((one) =>
      /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(one.mimeType),
    )
    .flatMap((one) => readMessageIds(field(unfold(headOf(readBytes(one.content))), "message-id") ?? ""));
  const answered = [...readMessageIds(header("in-reply-to")), ...readMessageIds(header("references"))];

  const delivery = partOf(/^message\/(global-)?delivery-status$/);
  if (delivery !== null) {
    const recipient = firstRecipient(delivery);
    return {
      action: field(recipient, "action")?.toLowerCase() ?? null,
      status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(field(recipient, "status") ?? "")?.[0] ?? null,
      detail:
        (field(recipient, "diagnostic-code") ?? field(recipient, "final-recipient"))?.slice(0, 500) ?? null,
      aboutIds: [...returned, ...answered, ...ourIdsIn(mail.text)],
    };
  }
  const disposition = partOf(/^message\/(global-)?disposition-notification$/);
  if (disposition !== null) {
    const lines = unfold(disposition);
    const kind = field(lines, "disposition")?.split(";").at(-1)?.split("/")[0]?.trim().toLowerCase();
    const original = readMessageIds(field(lines, "original-message-id") ?? "");
    return {
      action: kind ?? null,
      status: null,
      detail: null,
      aboutIds: [...original, ...returned, ...answered],
    };
  }
  return readPlainBounce(mail, header, [...returned, ...answered, ...ourIdsIn(mail.text)]);
}

/** Bounces from before RFC 3464 are text by a daemon; only one that names a mail of ours is taken for a report. */
function readPlainBounce(
  mail: Email,
  header: (key: string) => string,
  aboutIds: string[],
): MailReport | null {
  const sender = mail.from?.address?.toLowerCase() ?? "";
  const isDaemon = /^(mailer-?daemon|postmaster)@/.test(sender) || header("return-path").trim() === "<>";
  if (!isDaemon || !aboutIds.some(looksLikeOurs)) {
    return null;
  }
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec((mail.text ?? "").slice(0, 20_000))?.[0] ?? null;
  if (status === null && header("x-failed-recipients") === "") {
    return null;
  }
  return { action: status?.startsWith("4") ? "delayed" : "failed", status, detail: null, aboutIds };
}

/** Fields of the first recipient: the second group, after those of the whole report (RFC 3464 §2.1). */
function firstRecipient(report: string): string[] {
  const groups = report
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n/)
    .map(unfold);
  return groups.find((group) => field(group, "action") !== null) ?? [];
}

function unfold(text: string): string[] {
  return text.split(/\r?\n(?![ \t])/).map((line) => line.replace(/\r?\n[ \t]+/g, " "));
}

function field(lines: string[], name: string): string | null {
  const line = lines.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`);
  return line?.slice(name.length + 1).trim() ?? null;
}

function headOf(source: string): string {
  return source.split(/\r?\n\r?\n/, 1)[0] ?? "";
}

function ourIdsIn(text: string | undefined): string[] {
  return readMessageIds(text ?? "").filter(looksLikeOurs);
}

/** Reports are short; a returned mail may be long, of which only the head is of use. */
function readBytes(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === "string"
    ? content
    : Buffer.from(new Uint8Array(content)).toString("latin1", 0, 262_144);
}
