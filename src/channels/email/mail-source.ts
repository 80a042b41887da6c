/** What one mail says, as plain data: the worker reads it, `mail-facts.ts` turns it into facts. */
export type MailSource = {
  /** Message-ID as it stands, when it is well-formed; else null. */
  messageId: string | null;
  /** SHA-256 over From, Date and body; see README.md for the exact bytes (F19). */
  contentHash: string;
  from: MailPerson | null;
  to: string[];
  cc: string[];
  replyTo: string | null;
  subject: string | null;
  text: string | null;
  /** True when the text was made from HTML. */
  isFromHtml: boolean;
  /** True when the text was longer than we keep, or only the beginning of the mail was read. */
  isCut: boolean;
  inReplyTo: string[];
  references: string[];
  /** Date header, ms UTC; null when missing or absurd. */
  date: number | null;
  attachments: MailPart[];
  autoSubmitted: string | null;
  precedence: string | null;
  hasListHeader: boolean;
  returnPath: string | null;
  /** True when another program says that it wrote the mail, or wants no automatic answer (headers outside RFC 3834). */
  isMarkedAutomatic: boolean;
  report: MailReport | null;
};

export type MailPerson = { address: string; name: string | null };

/** A file in the mail; its place in the list is the `part` of the attachment. */
export type MailPart = { name: string | null; type: string; size: number; sha256: string };

/** A machine's word about an earlier mail: delivery report (RFC 3464), read receipt (RFC 8098), or an old-style bounce. */
export type MailReport = {
  /** failed, delayed, delivered, relayed, expanded, displayed … lower case; null when it can't be told. */
  action: string | null;
  /** Enhanced status code (RFC 3463) such as 5.1.1. */
  status: string | null;
  detail: string | null;
  /** Message-IDs found in what the report returns to us. */
  aboutIds: string[];
};

/** Limits of what is read (S14). */
export const mailLimits = {
  sourceBytes: 50 * 1024 * 1024,
  headerBytes: 256 * 1024,
  depth: 50,
  parts: 1000,
  textLength: 1_000_000,
  htmlLength: 500_000,
  timeMs: 5000,
  /** What is read of a mail that is too large to fetch or takes too long: headers and the beginning of the text. */
  cutBytes: 256 * 1024,
} as const;

/** Set by the mailbox reader on mails too large to fetch: their true size in bytes. */
export const truncatedHeader = "x-messaging-center-truncated";
