import type { Instant } from "#domain/time.ts";
import type {
  ChannelAccount,
  ChannelAdapter,
  MailboxCursor,
  MailboxReader,
  OutboundFile,
  SendOutcome,
} from "../channel.ts";
import { isMailAddress } from "./mail-address.ts";
import { readMailAccount } from "./mail-config.ts";
import { mailFacts } from "./mail-facts.ts";
import { createMailParser } from "./mail-parser.ts";
import {
  defaultReaderTimes,
  defaultSmtpTimes,
  type MailboxReaderTimes,
  type SmtpTimes,
} from "./mail-times.ts";
import { makeMessageId } from "./message-id.ts";
import type { MailFile } from "./write-mail.ts";

/** What the wiring hands to the adapter. */
export type EmailAdapterOptions = {
  /** Secret of this installation, at least 32 bytes: signs our Message-IDs. The same for all processes, for ever. */
  messageIdKey: Uint8Array;
  /** Clock of the domain: the Date of our mails. */
  now(): Instant;
  readerTimes?: Partial<MailboxReaderTimes>;
  smtpTimes?: SmtpTimes;
};

/** Mail behind the ports of `channel.ts`: the optional ones are there, and its worker thread can be ended. */
export type EmailAdapter = ChannelAdapter & {
  readMailbox: MailboxReader;
  findMailboxEnd(account: ChannelAccount): Promise<MailboxCursor>;
  chooseProviderId(account: ChannelAccount, attemptId: string): string;
  readAttachment(source: Uint8Array, part: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
};

/** Makes the mail adapter; nothing runs until it is used, and the mail libraries are loaded by their first use. */
export function createEmailAdapter(options: EmailAdapterOptions): EmailAdapter {
  const { messageIdKey: key, now } = options;
  if (key.byteLength < 32) {
    throw new RangeError("The key of Message-IDs needs at least 32 bytes");
  }
  const readerTimes = { ...defaultReaderTimes, ...options.readerTimes };
  const smtpTimes = options.smtpTimes ?? defaultSmtpTimes;
  const parser = createMailParser();
  const chooseProviderId = (account: ChannelAccount, attemptId: string) => {
    const { address } = readMailAccount(account).config;
    return makeMessageId({ attemptId, key, domain: address.slice(address.lastIndexOf("@") + 1) });
  };
  return {
    kind: "email",
    sends: ["email"],
    hasWindow: false,
    webhook: null,
    async parse(body, channelRef) {
      return mailFacts(await parser.read(body), { mailbox: channelRef, key, now: now() });
    },
    async send(account, message, signal) {
      if (!isMailAddress(message.destination.value)) {
        return refusedAddress;
      }
      const [{ writeMail }, { sendMail }] = await Promise.all([
        import("./write-mail.ts"),
        import("./send-mail.ts"),
      ]);
      const { config, secrets } = readMailAccount(account);
      const messageId = message.providerId ?? chooseProviderId(account, message.attemptId);
      const attachments = await readFiles(message.files);
      if (attachments === null) {
        return goneFile;
      }
      const mail = await writeMail(config, message, { messageId, at: now(), attachments });
      return sendMail({
        server: config.smtp,
        password: secrets.smtpPassword,
        mail,
        signal,
        times: smtpTimes,
      });
    },
    // Mail has no read mark of ours: the mailbox is opened read-only, and no receipt is ever sent.
    markRead: async () => undefined,
    async check(account) {
      const { checkMailbox } = await import("./check-mailbox.ts");
      return checkMailbox(account, readerTimes);
    },
    listTemplates: async () => null,
    fetchMedia: async () => {
      throw new Error("A mail brings its attachments along: use readAttachment");
    },
    async readMailbox(input) {
      const { createMailboxReader } = await import("./read-mailbox.ts");
      return createMailboxReader(readerTimes)(input);
    },
    async findMailboxEnd(account) {
      const { findMailboxEnd } = await import("./read-mailbox.ts");
      return findMailboxEnd(account, readerTimes);
    },
    chooseProviderId,
    readAttachment: (source, part) => parser.readPart(source, part),
    close: () => parser.close(),
  };
}

/** The bytes of all files; null when one of them can't be read: then nothing is sent. */
async function readFiles(files: readonly OutboundFile[]): Promise<MailFile[] | null> {
  const read = await Promise.all(files.map((file) => file.read().catch(() => null)));
  const whole = files.flatMap(({ name, type }, index) => {
    const bytes = read[index] ?? null;
    return bytes === null ? [] : [{ name, type, bytes }];
  });
  return whole.length === files.length ? whole : null;
}

const goneFile: SendOutcome = {
  kind: "refused",
  failure: { reason: "media", code: null, detail: "A file can't be read" },
  retryable: true,
  retryAfterMs: null,
};

const refusedAddress: SendOutcome = {
  kind: "refused",
  failure: { reason: "invalid", code: null, detail: "The destination is no mail address" },
  retryable: false,
  retryAfterMs: null,
};
