import type { ImapValue } from "./imap-command.ts";
import { selectMails } from "./imap-sequence.ts";
import type { StoredMail } from "./mailbox.ts";

type Test = (mail: StoredMail) => boolean;

/** The mails of the view that meet all keys of a SEARCH (RFC 3501 §6.4.4); null when a key is not understood. */
export function searchMails(view: StoredMail[], keys: ImapValue[]): StoredMail[] | null {
  const left = keys[0] === "CHARSET" ? keys.slice(2) : [...keys];
  const tests: Test[] = [];
  while (left.length > 0) {
    const test = readKey(view, left);
    if (test === null) {
      return null;
    }
    tests.push(test);
  }
  return tests.length === 0 ? null : view.filter((mail) => tests.every((test) => test(mail)));
}

const flagKeys: Record<string, string> = {
  SEEN: "\\Seen",
  ANSWERED: "\\Answered",
  FLAGGED: "\\Flagged",
  DELETED: "\\Deleted",
  DRAFT: "\\Draft",
};

function readKey(view: StoredMail[], left: ImapValue[]): Test | null {
  const first = left.shift();
  if (Array.isArray(first)) {
    const found = searchMails(view, first);
    return found === null ? null : (mail) => found.includes(mail);
  }
  const key = (first ?? "").toUpperCase();
  const word = () => {
    const value = left.shift();
    return typeof value === "string" ? value.toLowerCase() : "";
  };
  const flag = flagKeys[key.replace(/^UN/, "")];
  if (flag !== undefined) {
    return (mail) => mail.flags.has(flag) !== key.startsWith("UN");
  }
  switch (key) {
    case "ALL":
      return () => true;
    case "UID":
      return among(selectMails(view, word(), true));
    case "NOT": {
      const test = readKey(view, left);
      return test === null ? null : (mail) => !test(mail);
    }
    case "OR": {
      const one = readKey(view, left);
      const other = readKey(view, left);
      return one === null || other === null ? null : (mail) => one(mail) || other(mail);
    }
    case "SINCE": {
      const since = Date.parse(`${word()} UTC`);
      return (mail) => mail.receivedAt >= since;
    }
    case "BEFORE": {
      const before = Date.parse(`${word()} UTC`);
      return (mail) => mail.receivedAt < before;
    }
    case "LARGER": {
      const size = Number(word());
      return (mail) => mail.raw.length > size;
    }
    case "SMALLER": {
      const size = Number(word());
      return (mail) => mail.raw.length < size;
    }
    case "HEADER": {
      const name = word();
      const value = word();
      return (mail) => headerOf(mail, name)?.includes(value) ?? false;
    }
    case "SUBJECT":
    case "FROM":
    case "TO": {
      const value = word();
      return (mail) => headerOf(mail, key.toLowerCase())?.includes(value) ?? false;
    }
    case "TEXT":
    case "BODY": {
      const value = word();
      return (mail) => mail.raw.toString("utf8").toLowerCase().includes(value);
    }
    default:
      return among(selectMails(view, key, false));
  }
}

function among(found: StoredMail[] | null): Test | null {
  return found === null ? null : (mail) => found.includes(mail);
}

function headerOf(mail: StoredMail, name: string): string | null {
  const gap = mail.raw.indexOf("\r\n\r\n");
  const lines = mail.raw.toString("utf8", 0, gap === -1 ? mail.raw.length : gap).split(/\r\n(?![ \t])/);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : line.slice(name.length + 1).toLowerCase();
}
