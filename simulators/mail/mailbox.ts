import type { Clock } from "../clock.ts";

/** One mail in the hotel's mailbox, as the IMAP server shows it. */
export type StoredMail = {
  uid: number;
  /** RFC 5322 source with CRLF line ends. */
  raw: Buffer;
  /** INTERNALDATE, ms UTC. */
  receivedAt: number;
  flags: Set<string>;
  /** True once a client has read the whole source under the current UIDVALIDITY. */
  isRead: boolean;
};

/** What happened to the mailbox; sessions turn it into untagged responses. */
export type MailboxChange =
  | { kind: "added"; mail: StoredMail }
  | { kind: "removed"; mail: StoredMail }
  | { kind: "read" }
  | { kind: "renumbered" };

/** The INBOX of one account, in memory (RFC 3501 §2.3.1). */
export type Mailbox = {
  mails: StoredMail[];
  uidValidity: number;
  uidNext: number;
  add(source: string | Uint8Array): StoredMail;
  remove(mail: StoredMail): void;
  markRead(mail: StoredMail): void;
  /** Gives every mail a new UID under a new UIDVALIDITY, as a restored or moved mailbox does (F18). */
  renumber(): void;
  onChange(listener: (change: MailboxChange) => void): () => void;
};

/** Makes an empty mailbox; its UIDVALIDITY comes from the clock, so a restarted simulator has another one. */
export function createMailbox(clock: Clock): Mailbox {
  const listeners = new Set<(change: MailboxChange) => void>();
  const tell = (change: MailboxChange) => {
    for (const listener of [...listeners]) {
      listener(change);
    }
  };
  const mailbox: Mailbox = {
    mails: [],
    uidValidity: Math.max(1, Math.floor(clock.now() / 1000) % 0xffff_ffff),
    uidNext: 1,
    add(source) {
      const mail: StoredMail = {
        uid: mailbox.uidNext++,
        raw: withCrlf(source),
        receivedAt: clock.now(),
        flags: new Set(),
        isRead: false,
      };
      mailbox.mails.push(mail);
      tell({ kind: "added", mail });
      return mail;
    },
    remove(mail) {
      mailbox.mails = mailbox.mails.filter((other) => other !== mail);
      tell({ kind: "removed", mail });
    },
    markRead(mail) {
      mail.isRead = true;
      tell({ kind: "read" });
    },
    renumber() {
      mailbox.uidValidity += 1;
      mailbox.mails.forEach((mail, index) => {
        mail.uid = index + 1;
        mail.isRead = false;
      });
      mailbox.uidNext = mailbox.mails.length + 1;
      tell({ kind: "renumbered" });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return mailbox;
}

/** Mail has CRLF line ends on the wire (RFC 5322 §2.1); sources typed by people often have not. */
function withCrlf(source: string | Uint8Array): Buffer {
  const bytes = typeof source === "string" ? Buffer.from(source, "utf8") : Buffer.from(source);
  return Buffer.from(bytes.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}
