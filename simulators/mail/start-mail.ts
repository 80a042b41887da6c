import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import { composeBounce } from "./compose-bounce.ts";
import { composeMail, type WrittenMail } from "./compose-mail.ts";
import { createFaults, type Faults } from "./faults.ts";
import { startImapServer } from "./imap-server.ts";
import type { MailAccount } from "./mail-account.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { mountMail } from "./mount-mail.ts";
import { type ReadMail, readForDisplay } from "./read-received.ts";
import { type AcceptedMail, startSmtpServer } from "./smtp-server.ts";

/** A mail for the hotel: written by a customer, or an RFC 5322 source as it is. */
export type DeliveredMail = Omit<WrittenMail, "to"> | { raw: string | Uint8Array };

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
  customers: Customer[];
  /** Zone in which the mailbox page shows times. */
  timeZone: string;
  /** Simulated time. */
  now(): number;
  mailbox: Mailbox;
  faults: Faults;
  /** Puts a mail into the hotel's mailbox; answers its Message-ID (null when the raw source has none). */
  deliver(mail: DeliveredMail): Promise<{ uid: number; messageId: string | null }>;
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
  /** Adds the control paths and the customer's mailbox page (`/mail`) to the simulator's web server. */
  mount(app: FastifyInstance): void;
  close(): Promise<void>;
};

/** Starts both servers on free ports of `host`. */
export async function startMail(options: {
  clock: Clock;
  mailbox: MailAccount;
  host?: string;
  customers?: Customer[];
  timeZone?: string;
}): Promise<MailSimulator> {
  const { clock, mailbox: account, host = "127.0.0.1", customers = [], timeZone = "Europe/Madrid" } = options;
  const mailbox = createMailbox(clock);
  const faults = createFaults();
  const receivedMails: ReadMail[] = [];
  const sentMails: ReadMail[] = [];
  const listeners = new Set<() => void>();
  let counter = 0;
  const onProgress = () => {
    for (const listener of [...listeners]) {
      listener();
    }
  };
  const nextMessageId = (domain: string) => `<${clock.now().toString(36)}.${++counter}@${domain}>`;

  const deliver: MailSimulator["deliver"] = async (mail) => {
    const from = "raw" in mail ? "" : mail.from;
    const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "example.com";
    const raw =
      "raw" in mail
        ? mail.raw
        : await composeMail({
            ...mail,
            to: account.address,
            messageId: nextMessageId(domain),
            at: clock.now(),
          });
    const stored = mailbox.add(raw);
    const read = await readForDisplay(stored.raw, {
      id: `in-${++counter}`,
      to: account.address,
      at: stored.receivedAt,
    });
    sentMails.push(read);
    onProgress();
    return { uid: stored.uid, messageId: read.messageId };
  };

  const deliverToCustomer = async (mail: AcceptedMail, recipient: string) => {
    for (const kind of ["smtp-delay", "smtp-bounce"] as const) {
      const fault = faults.take(kind, recipient);
      if (fault !== null) {
        mailbox.add(
          composeBounce(
            kind === "smtp-bounce"
              ? {
                  action: "failed",
                  status: "5.1.1",
                  diagnostic: `${fault.code ?? 550} No such mailbox`,
                  recipient,
                }
              : {
                  action: "delayed",
                  status: "4.4.1",
                  diagnostic: `${fault.code ?? 451} No answer yet`,
                  recipient,
                },
            { from: mail.from, raw: mail.raw },
            { messageId: nextMessageId("mail.example.com"), at: clock.now() },
          ),
        );
      }
      if (fault !== null && kind === "smtp-bounce") {
        return;
      }
    }
    if (recipient.toLowerCase() === account.address.toLowerCase()) {
      mailbox.add(mail.raw);
      return;
    }
    receivedMails.push(
      await readForDisplay(mail.raw, { id: `out-${++counter}`, to: recipient, at: clock.now() }),
    );
  };

  const imap = await startImapServer({ host, account, mailbox, faults, onProgress });
  const smtp = await startSmtpServer({
    host,
    account,
    faults,
    onProgress,
    async onMail(mail) {
      for (const recipient of mail.to) {
        await deliverToCustomer(mail, recipient);
      }
    },
  });
  const simulator: MailSimulator = {
    host,
    smtpPort: smtp.port,
    imapPort: imap.port,
    account,
    customers,
    timeZone,
    now: clock.now,
    mailbox,
    faults,
    deliver,
    received: () => [...receivedMails],
    sent: () => [...sentMails],
    cutImapConnections: imap.cutConnections,
    settled: ({ timeoutMs = 10_000, awaitReader = false } = {}) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (smtp.isSettled() && imap.isSettled(awaitReader)) {
            finish(resolve);
          }
        };
        const timer = setTimeout(
          () =>
            finish(() => reject(new Error("Mail did not settle: a client has not read all of its mails"))),
          timeoutMs,
        );
        const finish = (end: () => void) => {
          clearTimeout(timer);
          listeners.delete(check);
          end();
        };
        listeners.add(check);
        check();
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mount: (app) => mountMail(app, simulator),
    async close() {
      await Promise.all([imap.close(), smtp.close()]);
    },
  };
  return simulator;
}
