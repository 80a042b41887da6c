import { isAutomaticMail } from "#domain/automatic-mail.ts";
import type { StatusReport } from "#domain/delivery-status.ts";
import type { Instant } from "#domain/time.ts";
import { type InboundFact, nobody } from "../channel.ts";
import { mailFailure } from "./mail-failure.ts";
import type { MailReport, MailSource } from "./mail-source.ts";
import { looksLikeOurs, readMessageId } from "./message-id.ts";

/** What the facts of a mail depend on besides the mail. */
export type MailContext = {
  /** Address of the mailbox that got the mail; null when it is not known any more. */
  mailbox: string | null;
  /** Key of our Message-IDs. */
  key: Uint8Array;
  /** Time for reports without a Date. */
  now: Instant;
};

/** Turns a mail into facts: a message, the status of a mail of ours, or something that is only kept. */
export function mailFacts(mail: MailSource, context: MailContext): InboundFact[] {
  const channelRef = context.mailbox ?? "";
  if (mail.report !== null) {
    return [reportFact(mail.report, mail, { ...context, mailbox: channelRef })];
  }
  if (mail.messageId !== null && readMessageId(mail.messageId, context.key) !== null) {
    return [{ type: "other", channelRef, what: "own-mail" }];
  }
  if (mail.from === null) {
    return [{ type: "unfiled", channelRef, what: "mail-without-sender" }];
  }
  return [
    {
      type: "message",
      channelRef,
      providerId: mailProviderId(mail),
      sender: { ...nobody, email: mail.from.address, name: mail.from.name },
      sentAt: mail.date,
      event: "email",
      kind: "email",
      text: mail.text,
      subject: mail.subject,
      attachments: mail.attachments.map((part, index) => ({ ...part, mediaId: null, part: index })),
      answers: answeredIds(mail, context.key),
      payload: {
        messageId: mail.messageId,
        to: mail.to,
        cc: mail.cc,
        replyTo: mail.replyTo,
        fromHtml: mail.isFromHtml,
        cut: mail.isCut,
      },
      sentByMachine: isFromMachine(mail, context.mailbox),
    },
  ];
}

/** F19: Message-ID and content hash together, always both, so that neither a missing nor a stolen Message-ID matters. */
function mailProviderId(mail: MailSource): string {
  return `${mail.messageId ?? ""}#${mail.contentHash}`;
}

/** In-Reply-To first, then References from the newest on. Ids that pretend to be ours are left out (S25). */
function answeredIds(mail: MailSource, key: Uint8Array): string[] {
  const ids = new Set([...mail.inReplyTo, ...mail.references.toReversed()]);
  return [...ids].filter((id) => !looksLikeOurs(id) || readMessageId(id, key) !== null).slice(0, 100);
}

function isFromMachine(mail: MailSource, mailbox: string | null): boolean {
  // Of a mailbox that nobody knows any more we can't say whether it was addressed: "" stands for it on both sides.
  const recipients = [...mail.to, ...mail.cc].map(withoutTag);
  return (
    mail.isMarkedAutomatic ||
    isAutomaticMail(
      {
        autoSubmitted: mail.autoSubmitted,
        precedence: mail.precedence,
        hasListHeader: mail.hasListHeader,
        returnPath: mail.returnPath,
        from: mail.from === null ? null : withoutTag(mail.from.address),
        recipients: mailbox === null ? [""] : recipients,
      },
      withoutTag(mailbox ?? ""),
      [],
    )
  );
}

/** hotel+booking@… reaches hotel@… (RFC 5233): still our mailbox. */
function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, "@");
}

/** A report about a mail of ours moves its status; any other is kept and makes no thread (F21). */
function reportFact(
  report: MailReport,
  mail: MailSource,
  context: MailContext & { mailbox: string },
): InboundFact {
  const status = statusOf(report, mail.date ?? context.now);
  for (const providerId of status === null ? [] : report.aboutIds) {
    const attemptId = readMessageId(providerId, context.key);
    if (attemptId !== null && status !== null) {
      return {
        type: "status",
        channelRef: context.mailbox,
        providerId,
        attemptId,
        report: status,
        pricing: null,
        freeEntryUntil: null,
        recipient: nobody,
      };
    }
  }
  return { type: "other", channelRef: context.mailbox, what: "mail-report" };
}

function statusOf({ action, status, detail }: MailReport, at: Instant): StatusReport | null {
  switch (action) {
    case "failed":
    case "delayed":
      return {
        status: action,
        at,
        failure: mailFailure({ reply: null, status, detail, isFinal: action === "failed" }),
      };
    case "delivered":
      return { status: "delivered", at };
    case "displayed":
      return { status: "read", at };
    default:
      return null;
  }
}
