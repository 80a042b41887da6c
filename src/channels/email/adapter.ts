import type { Instant } from "#domain/time.ts";
import type { ChannelAccount, ChannelAdapter } from "../channel.ts";
import { checkMailbox } from "./check-mailbox.ts";
import { readMailAccount } from "./mail-config.ts";
import { mailFacts } from "./mail-facts.ts";
import { createMailParser } from "./mail-parser.ts";
import { makeMessageId } from "./message-id.ts";
import {
  createMailboxEndFinder,
  createMailboxReader,
  defaultReaderTimes,
  type MailboxReaderTimes,
} from "./read-mailbox.ts";
import { defaultSmtpTimes, type SmtpTimes, sendMail } from "./send-mail.ts";
import { isMailAddress, writeMail } from "./write-mail.ts";

/** What the wiring hands to the adapter. */
export type EmailAdapterOptions = {
  /** Secret of this installation, at least 32 bytes: signs our Message-IDs. The same for all processes, for ever. */
  messageIdKey: Uint8Array;
  /** Clock of the domain: the Date of our mails. */
  now(): Instant;
  readerTimes?: Partial<MailboxReaderTimes>;
  smtpTimes?: SmtpTimes;
};

/** Mail behind the ports of `channel.ts`. */
export type EmailAdapter = ChannelAdapter &
  Required<Pick<ChannelAdapter, "readMailbox" | "findMailboxEnd" | "chooseProviderId" | "readAttachment">> & {
    /** Ends the thread that reads mails. */
    close(): Promise<void>;
  };

/** Makes the mail adapter; nothing runs until it is used. */
export function createEmailAdapter(options: EmailAdapterOptions): EmailAdapter {
  const { messageIdKey: key, now } = options;
  if (key.byteLength < 32) {
    throw new RangeError("The key of Message-IDs needs at least 32 bytes");
  }
  const readerTimes = { ...defaultReaderTimes, ...options.readerTimes };
  const parser = createMailParser();
  const chooseProviderId = (account: ChannelAccount, attemptId: string) => {
    const { address } = readMailAccount(account).config;
    return makeMessageId({ attemptId, key, domain: address.slice(address.lastIndexOf("@") + 1) });
  };
  return {
    kind: "email",
    hasWindow: false,
    webhook: null,
    async parse(body, channelRef) {
      return mailFacts(await parser.read(body), { mailbox: channelRef, key, now: now() });
    },
    async send(account, message, signal) {
      if (!isMailAddress(message.destination.value)) {
        const failure = {
          reason: "invalid",
          code: null,
          detail: "The destination is no mail address",
        } as const;
        return { kind: "refused", failure, retryable: false, retryAfterMs: null };
      }
      const { config, secrets } = readMailAccount(account);
      const messageId = message.providerId ?? chooseProviderId(account, message.attemptId);
      const mail = await writeMail(config, message, { messageId, at: now() });
      return sendMail({
        server: config.smtp,
        password: secrets.smtpPassword,
        mail,
        signal,
        times: options.smtpTimes ?? defaultSmtpTimes,
      });
    },
    // Mail has no read mark of ours: the mailbox is opened read-only, and no receipt is ever sent.
    markRead: async () => undefined,
    check: (account) => checkMailbox(account, readerTimes),
    listTemplates: async () => null,
    fetchMedia: async () => {
      throw new Error("A mail brings its attachments along: use readAttachment");
    },
    readMailbox: createMailboxReader(readerTimes),
    findMailboxEnd: createMailboxEndFinder(readerTimes),
    chooseProviderId,
    readAttachment: (source, part) => parser.readPart(source, part),
    close: () => parser.close(),
  };
}
