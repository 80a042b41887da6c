/** The hotel's mailbox and its sign-in, the same for SMTP and IMAP. */
export type MailAccount = { address: string; user: string; password: string };
