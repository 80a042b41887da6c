import type { Faults } from "./faults.ts";
import type { MailAccount } from "./mail-account.ts";
import type { Mailbox, StoredMail } from "./mailbox.ts";

/** What an IMAP server works on. */
export type ImapWorld = {
  account: MailAccount;
  mailbox: Mailbox;
  faults: Faults;
  onSignIn(): void;
  onSignOut(): void;
  onProgress(): void;
};

/** One connection of a mail client (RFC 3501 §3: its state decides which commands are valid). */
export type ImapSession = {
  world: ImapWorld;
  isLoggedIn: boolean;
  /** The open mailbox as this client has been told of it: place n is sequence number n + 1. */
  selected: { view: StoredMail[]; readOnly: boolean } | null;
  idleTag: string | null;
  /** Takes the next line instead of a command: the answer to a continuation request. */
  onLine: ((line: string) => void) | null;
  /** True while nothing is answered any more though the socket stays open: a connection that died silently (F17). */
  isSilent: boolean;
  write(data: string | Uint8Array): void;
  /** Tells the client what changed in its mailbox since it was last told. */
  tellChanges(): void;
  /** Drops the connection without a word after these bytes. */
  cut(lastBytes: Uint8Array): void;
};

/** Capabilities announced; each one is really there. */
export const imapCapabilities = "IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN ID ENABLE IDLE NAMESPACE UNSELECT";
