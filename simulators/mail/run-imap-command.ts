import type { ImapValue } from "./imap-command.ts";
import { readFetchItems, writeFetch } from "./imap-fetch.ts";
import { searchMails } from "./imap-search.ts";
import { selectMails } from "./imap-sequence.ts";
import { type ImapSession, imapCapabilities } from "./imap-world.ts";
import type { StoredMail } from "./mailbox.ts";

type Command = { tag: string; name: string; values: ImapValue[] };
/** Tagged answer without the tag; null when the answer comes later or never. */
type Answer = string | null;

const needsLogin = new Set([
  "LIST",
  "LSUB",
  "STATUS",
  "SELECT",
  "EXAMINE",
  "NAMESPACE",
  "ENABLE",
  "SUBSCRIBE",
  "IDLE",
]);
const needsMailbox = /^(UID )?(FETCH|SEARCH|STORE|EXPUNGE)$|^(CHECK|CLOSE|UNSELECT)$/;
const mailFlags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

/** Runs one command and writes its answer; true when the session is over. */
export async function runCommand(session: ImapSession, command: Command): Promise<boolean> {
  const { tag, name } = command;
  if (!session.isLoggedIn && (needsLogin.has(name) || needsMailbox.test(name))) {
    session.write(`${tag} NO Please sign in first\r\n`);
    return false;
  }
  if (session.selected === null && needsMailbox.test(name)) {
    session.write(`${tag} BAD No mailbox selected\r\n`);
    return false;
  }
  const answer = await answerCommand(session, command);
  if (answer !== null) {
    // EXPUNGE would shift the numbers of a command that uses them (RFC 3501 §7.4.1).
    if (!["FETCH", "STORE", "SEARCH"].includes(name)) {
      session.tellChanges();
    }
    session.write(`${tag} ${answer}\r\n`);
  }
  return name === "LOGOUT";
}

async function answerCommand(session: ImapSession, command: Command): Promise<Answer> {
  const { values } = command;
  switch (command.name) {
    case "CAPABILITY":
      session.write(`* CAPABILITY ${imapCapabilities}\r\n`);
      return "OK CAPABILITY completed";
    case "NOOP":
    case "CHECK":
      return `OK ${command.name} completed`;
    case "ID":
      session.write('* ID ("name" "Mail simulator")\r\n');
      return "OK ID completed";
    case "LOGOUT":
      session.isLoggedIn = false;
      session.world.onSignOut();
      session.write("* BYE See you\r\n");
      return "OK LOGOUT completed";
    case "LOGIN":
      return signIn(session, wordAt(values, 0), wordAt(values, 1));
    case "AUTHENTICATE":
      return authenticate(session, command);
    case "ENABLE":
      session.write("* ENABLED\r\n");
      return "OK ENABLE completed";
    case "NAMESPACE":
      session.write('* NAMESPACE (("" "/")) NIL NIL\r\n');
      return "OK NAMESPACE completed";
    case "LIST":
    case "LSUB":
      return listMailboxes(session, command);
    case "SUBSCRIBE":
      return "OK SUBSCRIBE completed";
    case "STATUS":
      return writeStatus(session, values);
    case "SELECT":
    case "EXAMINE":
      return openMailbox(session, command);
    case "CLOSE":
    case "UNSELECT":
      if (command.name === "CLOSE") {
        expunge(session);
      }
      session.selected = null;
      return `OK ${command.name} completed`;
    case "IDLE":
      return startIdle(session, command.tag);
    case "FETCH":
    case "UID FETCH":
      return fetchMails(session, command);
    case "SEARCH":
    case "UID SEARCH":
      return search(session, command);
    case "STORE":
    case "UID STORE":
      return storeFlags(session, command);
    case "EXPUNGE":
      expunge(session);
      return "OK EXPUNGE completed";
    default:
      return `BAD Unknown command ${command.name}`;
  }
}

function signIn(session: ImapSession, user: string, password: string): Answer {
  const { account, faults } = session.world;
  if (faults.take("imap-refuse-login") !== null || user !== account.user || password !== account.password) {
    return "NO [AUTHENTICATIONFAILED] Wrong user or password";
  }
  session.isLoggedIn = true;
  session.world.onSignIn();
  return `OK [CAPABILITY ${imapCapabilities}] Signed in`;
}

/** SASL PLAIN (RFC 4616), with or without the initial response (RFC 4959). */
function authenticate(session: ImapSession, { tag, values }: Command): Answer {
  if (wordAt(values, 0).toUpperCase() !== "PLAIN") {
    return "NO Only PLAIN is supported";
  }
  const read = (response: string): Answer => {
    const [, user = "", password = ""] = Buffer.from(response, "base64").toString("utf8").split("\0");
    return signIn(session, user, password);
  };
  const initial = values[1];
  if (typeof initial === "string") {
    return read(initial);
  }
  session.onLine = (line) => {
    session.onLine = null;
    session.write(`${tag} ${read(line)}\r\n`);
  };
  session.write("+ \r\n");
  return null;
}

function listMailboxes(session: ImapSession, { name, values }: Command): Answer {
  const pattern = wordAt(values, 1);
  if (pattern === "") {
    session.write(`* ${name} (\\Noselect) "/" ""\r\n`);
  } else if (pattern === "*" || pattern === "%" || isInbox(pattern)) {
    session.write(`* ${name} (\\HasNoChildren) "/" INBOX\r\n`);
  }
  return `OK ${name} completed`;
}

function writeStatus(session: ImapSession, values: ImapValue[]): Answer {
  if (!isInbox(wordAt(values, 0))) {
    return "NO [NONEXISTENT] No such mailbox";
  }
  const { mailbox } = session.world;
  const unseen = mailbox.mails.filter((mail) => !mail.flags.has("\\Seen")).length;
  const known: Record<string, number> = {
    MESSAGES: mailbox.mails.length,
    RECENT: 0,
    UIDNEXT: mailbox.uidNext,
    UIDVALIDITY: mailbox.uidValidity,
    UNSEEN: unseen,
  };
  const asked = Array.isArray(values[1]) ? values[1] : [];
  const items = asked.flatMap((item) => {
    const key = String(item).toUpperCase();
    return known[key] === undefined ? [] : [`${key} ${known[key]}`];
  });
  session.write(`* STATUS INBOX (${items.join(" ")})\r\n`);
  return "OK STATUS completed";
}

function openMailbox(session: ImapSession, { name, values }: Command): Answer {
  session.selected = null;
  if (!isInbox(wordAt(values, 0))) {
    return "NO [NONEXISTENT] No such mailbox";
  }
  const { mailbox } = session.world;
  const readOnly = name === "EXAMINE";
  session.selected = { view: [...mailbox.mails], readOnly };
  session.write(
    `* FLAGS (${mailFlags})\r\n* ${mailbox.mails.length} EXISTS\r\n* 0 RECENT\r\n` +
      `* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid\r\n* OK [UIDNEXT ${mailbox.uidNext}] Next UID\r\n` +
      `* OK [PERMANENTFLAGS (${readOnly ? "" : mailFlags})] Flags kept\r\n`,
  );
  return `OK [${readOnly ? "READ-ONLY" : "READ-WRITE"}] ${name} completed`;
}

/** IDLE (RFC 2177): changes are told until the client says DONE. */
function startIdle(session: ImapSession, tag: string): Answer {
  session.write("+ idling\r\n");
  session.idleTag = tag;
  session.onLine = (line) => {
    session.onLine = null;
    session.idleTag = null;
    session.write(
      line.toUpperCase() === "DONE" ? `${tag} OK IDLE completed\r\n` : `${tag} BAD Expected DONE\r\n`,
    );
  };
  session.tellChanges();
  if (session.world.faults.take("imap-silent") !== null) {
    session.isSilent = true;
  }
  return null;
}

async function fetchMails(session: ImapSession, { name, values }: Command): Promise<Answer> {
  const byUid = name.startsWith("UID");
  const view = session.selected?.view ?? [];
  const mails = selectMails(view, wordAt(values, 0), byUid);
  const items = readFetchItems(values[1], byUid);
  if (mails === null || items === null) {
    return "BAD Syntax error in FETCH";
  }
  for (const mail of mails) {
    const answer = await writeFetch(mail, view.indexOf(mail) + 1, items);
    if (answer === null) {
      return "NO This item is not supported by the simulator";
    }
    const bytes = Buffer.concat(answer.parts);
    if (answer.isWhole && session.world.faults.take("imap-cut-in-fetch") !== null) {
      session.cut(bytes.subarray(0, Math.floor(bytes.length / 2)));
      return null;
    }
    session.write(bytes);
    if (answer.setsSeen && session.selected?.readOnly === false) {
      mail.flags.add("\\Seen");
    }
    if (answer.isWhole) {
      session.world.mailbox.markRead(mail);
    }
  }
  return `OK ${name} completed`;
}

function search(session: ImapSession, { name, values }: Command): Answer {
  const view = session.selected?.view ?? [];
  const found = searchMails(view, values);
  if (found === null) {
    return "BAD Search key not understood";
  }
  const numberOf = (mail: StoredMail) => (name.startsWith("UID") ? mail.uid : view.indexOf(mail) + 1);
  session.write(`* SEARCH${found.map((mail) => ` ${numberOf(mail)}`).join("")}\r\n`);
  return `OK ${name} completed`;
}

function storeFlags(session: ImapSession, { name, values }: Command): Answer {
  const { selected } = session;
  const change = /^([+-]?)FLAGS(\.SILENT)?$/.exec(wordAt(values, 1).toUpperCase());
  const mails = selectMails(selected?.view ?? [], wordAt(values, 0), name.startsWith("UID"));
  if (change === null || mails === null || selected === null) {
    return "BAD Syntax error in STORE";
  }
  if (selected.readOnly) {
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  }
  const flags = values.slice(2).flat().map(String);
  for (const mail of mails) {
    const kept = [...mail.flags].filter(
      (flag) => change[1] === "+" || !(change[1] === "" || flags.includes(flag)),
    );
    mail.flags = new Set(change[1] === "-" ? kept : [...kept, ...flags]);
    if (change[2] === undefined) {
      const uid = name.startsWith("UID") ? `UID ${mail.uid} ` : "";
      session.write(
        `* ${selected.view.indexOf(mail) + 1} FETCH (${uid}FLAGS (${[...mail.flags].join(" ")}))\r\n`,
      );
    }
  }
  return `OK ${name} completed`;
}

function expunge(session: ImapSession): void {
  if (session.selected?.readOnly === false) {
    for (const mail of session.selected.view.filter((one) => one.flags.has("\\Deleted"))) {
      session.world.mailbox.remove(mail);
    }
  }
}

function isInbox(name: string): boolean {
  return name.toUpperCase() === "INBOX";
}

function wordAt(values: ImapValue[], index: number): string {
  const value = values[index];
  return typeof value === "string" ? value : "";
}
