/** Why a body is no mail that we read. */
export type UnreadableCode =
  | "mail-too-large"
  | "mail-too-many-parts"
  | "mail-too-deep"
  | "mail-headers-too-large"
  | "mail-too-slow"
  | "mail-parser-failed";

/** The mail passes a limit or breaks the parser; the same bytes always do, so trying again is of no use. */
export class MailUnreadable extends Error {
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MailUnreadable";
    this.code = code;
  }
}
