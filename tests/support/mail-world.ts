import { createServer } from "node:net";
import { afterEach, beforeEach } from "vitest";
import type { ChannelAccount } from "#channels/channel.ts";
import { createEmailAdapter, type EmailAdapter } from "#channels/email/adapter.ts";
import { type Clock, createClock } from "../../simulators/clock.ts";
import { type MailSimulator, startMail } from "../../simulators/mail/start-mail.ts";

/** The mail adapter and a provider with one mailbox, new for each test of the file. */
export type MailWorld = { clock: Clock; mail: MailSimulator; adapter: EmailAdapter; account: ChannelAccount };

/** Starts both before each test. Their waits are short, so that a test of failures does not wait for real ones. */
export function setUpMailWorld(): MailWorld {
  const world: Partial<MailWorld> = {};
  beforeEach(async () => {
    const clock = createClock({ startAt: "2026-03-10T17:02:00Z" });
    const mail = await startMail({
      clock,
      mailbox: { address: "reservas@hotel.example.com", user: "hotel", password: "sea view" },
    });
    const adapter = createEmailAdapter({
      messageIdKey: new Uint8Array(32).fill(7),
      now: clock.now,
      readerTimes: { connectMs: 2000, answerMs: 300, netMs: 50, firstPauseMs: 5, longestPauseMs: 20 },
      smtpTimes: { connectMs: 2000, answerMs: 2000 },
    });
    Object.assign(world, { clock, mail, adapter, account: accountFor(mail) });
  });
  afterEach(async () => {
    await world.adapter?.close();
    await world.mail?.close();
  });
  // Filled before the first test reads it.
  return world as MailWorld;
}

/** The simulator's mailbox as a connected channel. */
export function accountFor(
  simulator: MailSimulator,
  other: { imap?: number; smtp?: number; imapHost?: string } = {},
): ChannelAccount {
  const server = { host: simulator.host, security: "none", user: simulator.account.user };
  return {
    workspaceId: "0195801f-5a00-7000-8000-0000000000aa",
    id: "0195801f-5a00-7000-8000-0000000000bb",
    kind: "email",
    providerId: simulator.account.address,
    config: {
      address: simulator.account.address,
      displayName: "Hotel Mirador",
      imap: { ...server, host: other.imapHost ?? simulator.host, port: other.imap ?? simulator.imapPort },
      smtp: { ...server, port: other.smtp ?? simulator.smtpPort },
    },
    secrets: { imapPassword: simulator.account.password, smtpPassword: simulator.account.password },
  };
}

/** A port on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
