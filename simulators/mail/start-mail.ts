import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { startImapServer } from "./imap-server.ts";
import type { MailAccount } from "./mail-account.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { mountMail } from "./mount-mail.ts";
import { createPostOffice, type PostOffice } from "./post-office.ts";
import type { ReadMail } from "./read-received.ts";
import { startSmtpServer } from "./smtp-server.ts";
import { loadMemory, type MailMemory, saveMemory } from "./snapshot.ts";

/** The mailbox page among the pages of the simulators. */
export const mailTab = { path: "/mail", label: { es: "Correo", en: "Mail" } };

/** A customer with a mailbox of their own. */
export type Customer = { name: string; address: string };

/** The mail world around the hotel: its provider (SMTP and IMAP) and the mailboxes of all customers. */
export type MailSimulator = {
  host: string;
  smtpPort: number;
  imapPort: number;
  account: MailAccount;
  /** People whom the mailbox page offers from the start. */
  customers: readonly Customer[];
  /** Zone in which the mailbox page shows times. */
  timeZone: string;
  /** Simulated time. */
  now(): number;
  mailbox: Mailbox;
  faults: Faults;
  deliver: PostOffice["deliver"];
  /** What customers received, oldest first. */
  received(): ReadMail[];
  /** What customers sent to the hotel, oldest first. */
  sent(): ReadMail[];
  cutImapConnections(): void;
  /**
   * Resolves once no SMTP transaction runs and the IMAP client, if one ever signed in and did not say LOGOUT, has read all
   * and idles. `awaitReader` waits for one to sign in, too.
   */
  settled(options?: { timeoutMs?: number; awaitReader?: boolean }): Promise<void>;
  onChange(listener: () => void): () => void;
  /** Adds the control paths and the customer's mailbox page (`/mail`) to the Cloud API simulator's web server. */
  mount(app: FastifyInstance): void;
  close(): Promise<void>;
};

export type MailOptions = {
  clock: Clock;
  mailbox: MailAccount;
  host?: string;
  /** 0, the default, takes a free one. */
  smtpPort?: number;
  imapPort?: number;
  customers?: readonly Customer[];
  timeZone?: string;
  /** Where the simulator keeps its memory between runs; without it, it forgets. */
  stateFile?: string;
};

/** Starts both servers. */
export async function startMail(options: MailOptions): Promise<MailSimulator> {
  const { clock, mailbox: account, host = "127.0.0.1", customers = [] } = options;
  const faults = createFaults();
  const memory: MailMemory = { mailbox: createMailbox(clock), received: [], sent: [], count: 0 };
  const { mailbox } = memory;
  const listeners = new Set<() => void>();
  const onProgress = () => {
    for (const listener of [...listeners]) {
      listener();
    }
  };
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  if (options.stateFile !== undefined) {
    loadMemory(memory, options.stateFile);
  }
  const office = createPostOffice({ clock, account, faults, memory, onProgress });
  const common = { host, account, faults, onProgress };
  const imap = await startImapServer({ ...common, port: options.imapPort ?? 0, mailbox });
  const smtp = await startSmtpServer({ ...common, port: options.smtpPort ?? 0, onMail: office.carry });
  const stopSaving =
    options.stateFile === undefined ? () => {} : keepSaving(memory, options.stateFile, onChange);
  const simulator: MailSimulator = {
    host,
    smtpPort: smtp.port,
    imapPort: imap.port,
    account,
    customers,
    timeZone: options.timeZone ?? "Europe/Madrid",
    now: clock.now,
    mailbox,
    faults,
    deliver: office.deliver,
    received: () => [...memory.received],
    sent: () => [...memory.sent],
    cutImapConnections: imap.cutConnections,
    settled: ({ timeoutMs = 10_000, awaitReader = false } = {}) =>
      waitUntil(() => smtp.isSettled() && imap.isSettled(awaitReader), timeoutMs, onChange),
    onChange,
    mount: (app) => mountMail(app, simulator),
    async close() {
      await Promise.all([imap.close(), smtp.close()]);
      stopSaving();
    },
  };
  return simulator;
}

function waitUntil(
  isSo: () => boolean,
  timeoutMs: number,
  onChange: MailSimulator["onChange"],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (isSo()) {
        finish(resolve);
      }
    };
    const giveUp = () => reject(new Error("Mail did not settle: a client has not read all of its mails"));
    const timer = setTimeout(() => finish(giveUp), timeoutMs);
    const stopListening = onChange(check);
    const finish = (end: () => void) => {
      clearTimeout(timer);
      stopListening();
      end();
    };
    check();
  });
}

/** Writes the memory soon after each change, and once more at the end. */
function keepSaving(memory: MailMemory, file: string, onChange: MailSimulator["onChange"]): () => void {
  let pending: NodeJS.Timeout | null = null;
  const stop = onChange(() => {
    pending ??= setTimeout(() => {
      pending = null;
      saveMemory(memory, file);
    }, 300).unref();
  });
  return () => {
    stop();
    clearTimeout(pending ?? undefined);
    saveMemory(memory, file);
  };
}
