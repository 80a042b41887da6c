/** What a mail's headers say, as far as automatic answers care (RFC 3834). Null: the header is absent. */
export type MailHeaders = {
  autoSubmitted: string | null;
  precedence: string | null;
  /** Whether any List-* header is there. */
  hasListHeader: boolean;
  /** Empty or "<>" marks a bounce. */
  returnPath: string | null;
  /** The sender's address alone, without the display name. */
  from: string | null;
  /** Addresses in To and Cc. */
  recipients: readonly string[];
};

/**
 * R9: whether a mail must not be answered automatically: another automaton, a list, a bounce, a sender that nobody reads,
 * one of our own mailboxes, or a mail that was not addressed to the mailbox that got it.
 */
export function isAutomaticMail(
  headers: MailHeaders,
  mailbox: string,
  ownMailboxes: readonly string[],
): boolean {
  return (
    isAutoSubmitted(headers.autoSubmitted) ||
    isBulk(headers.precedence) ||
    headers.hasListHeader ||
    isEmptyPath(headers.returnPath) ||
    headers.from === null ||
    isUnattended(headers.from) ||
    isOneOf(headers.from, [mailbox, ...ownMailboxes]) ||
    !isOneOf(mailbox, headers.recipients)
  );
}

/** A value such as "auto-replied; owner=x" counts by its first word; only "no" is a person's. */
function isAutoSubmitted(value: string | null): boolean {
  return value !== null && firstWord(value) !== "no";
}

function isBulk(value: string | null): boolean {
  return value !== null && ["bulk", "list", "junk"].includes(firstWord(value));
}

function firstWord(value: string): string {
  return /^[a-z-]*/.exec(value.trim().toLowerCase())?.[0] ?? "";
}

function isEmptyPath(value: string | null): boolean {
  return value !== null && value.replace(/[<>\s]/g, "") === "";
}

const unattendedNames = new Set([
  "mailerdaemon",
  "postmaster",
  "daemon",
  "noreply",
  "donotreply",
  "dontreply",
  "noresponder",
  "nocontestar",
  "bounce",
  "bounces",
  "listserv",
  "majordomo",
]);

function isUnattended(address: string): boolean {
  const name = address.slice(0, Math.max(address.lastIndexOf("@"), 0)).toLowerCase();
  const isListOwner = name.startsWith("owner-") || name.endsWith("-request");
  const withoutTag = name.split("+")[0] ?? "";
  return isListOwner || unattendedNames.has(withoutTag.replace(/[^a-z]/g, ""));
}

function isOneOf(address: string, addresses: readonly string[]): boolean {
  return addresses.some((other) => other.trim().toLowerCase() === address.trim().toLowerCase());
}
