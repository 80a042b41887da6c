/** How long an IMAP server may take. */
export type ImapTimes = { connectMs: number; answerMs: number };

/** How long each step of a sending may take. */
export type SmtpTimes = { connectMs: number; answerMs: number };

/** How the reader waits. Real time, whatever the clock of the domain says. */
export type MailboxReaderTimes = ImapTimes & {
  /** Longest time without a look at the mailbox, even when IDLE promised to tell (F17). */
  netMs: number;
  /** First pause after a failure; it doubles up to the longest one. */
  firstPauseMs: number;
  longestPauseMs: number;
};

export const defaultSmtpTimes: SmtpTimes = { connectMs: 15_000, answerMs: 60_000 };

export const defaultReaderTimes: MailboxReaderTimes = {
  connectMs: 15_000,
  answerMs: 60_000,
  netMs: 2 * 60_000,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
};
