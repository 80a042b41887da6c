import MailComposer from "nodemailer/lib/mail-composer";

/** A file that goes along. */
export type WrittenAttachment = { name: string; type: string; base64: string };

/** What a person writes; `from` may be "Name <address>". */
export type WrittenMail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  inReplyTo?: string | undefined;
  references?: string[] | undefined;
  attachments?: WrittenAttachment[] | undefined;
};

/** Writes an RFC 5322 source as a customer's mail program would, with this Message-ID and Date. */
export async function composeMail(mail: WrittenMail & { messageId: string; at: number }): Promise<Buffer> {
  const references = mail.references ?? (mail.inReplyTo === undefined ? [] : [mail.inReplyTo]);
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    date: new Date(mail.at),
    inReplyTo: mail.inReplyTo,
    references: references.length === 0 ? undefined : references,
    attachments: (mail.attachments ?? []).map(({ name, type, base64 }) => ({
      filename: name,
      contentType: type,
      content: Buffer.from(base64, "base64"),
    })),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
