import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Mailbox } from "./mailbox.ts";
import type { ReadMail } from "./read-received.ts";

/** What the simulator remembers between runs. */
export type MailMemory = { mailbox: Mailbox; received: ReadMail[]; sent: ReadMail[]; count: number };

type Snapshot = {
  uidValidity: number;
  uidNext: number;
  mails: { uid: number; raw: string; receivedAt: number; flags: string[]; isRead: boolean }[];
  received: ReadMail[];
  sent: ReadMail[];
  count: number;
};

/** Puts the memory of an earlier run into this one's, if there is one: same UIDs, same UIDVALIDITY. */
export function loadMemory(memory: MailMemory, file: string): void {
  if (!existsSync(file)) {
    return;
  }
  const saved = JSON.parse(readFileSync(file, "utf8")) as Snapshot;
  Object.assign(memory.mailbox, {
    uidValidity: saved.uidValidity,
    uidNext: saved.uidNext,
    mails: saved.mails.map((mail) => ({
      ...mail,
      raw: Buffer.from(mail.raw, "base64"),
      flags: new Set(mail.flags),
    })),
  });
  memory.received.push(...saved.received);
  memory.sent.push(...saved.sent);
  memory.count = saved.count;
}

/** Writes the memory in one step: a crash leaves the old file or the new one. */
export function saveMemory({ mailbox, received, sent, count }: MailMemory, file: string): void {
  const snapshot: Snapshot = {
    uidValidity: mailbox.uidValidity,
    uidNext: mailbox.uidNext,
    mails: mailbox.mails.map((mail) => ({
      ...mail,
      raw: mail.raw.toString("base64"),
      flags: [...mail.flags],
    })),
    received,
    sent,
    count,
  };
  writeFileSync(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
