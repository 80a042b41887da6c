import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Faults } from "./faults.ts";
import { serveImapSession } from "./imap-session.ts";
import type { ImapSession, ImapWorld } from "./imap-world.ts";
import type { MailAccount } from "./mail-account.ts";
import type { Mailbox } from "./mailbox.ts";

/** A running IMAP4rev1 server (RFC 3501) with one account and its INBOX. */
export type ImapServer = {
  port: number;
  /** Cuts every connection at once, without a word (F17). */
  cutConnections(): void;
  /** True when no client waits for anything: each one that signed in has read every mail and idles. */
  isSettled(isClientAwaited: boolean): boolean;
  close(): Promise<void>;
};

/** Listens on a port of `host`; 0 takes a free one. */
export async function startImapServer(input: {
  host: string;
  port: number;
  account: MailAccount;
  mailbox: Mailbox;
  faults: Faults;
  onProgress(): void;
}): Promise<ImapServer> {
  const sessions = new Map<Socket, ImapSession>();
  // A client that signed in and was cut off is expected back; one that said LOGOUT is not.
  let isClientExpected = false;
  const world: ImapWorld = {
    ...input,
    onSignIn() {
      isClientExpected = true;
    },
    onSignOut() {
      isClientExpected = [...sessions.values()].some((session) => session.isLoggedIn);
    },
  };
  const server = createServer((socket) => {
    sessions.set(socket, serveImapSession(socket, world));
    socket.on("close", () => {
      sessions.delete(socket);
      input.onProgress();
    });
  });
  server.listen(input.port, input.host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The IMAP server has no port");
  }
  const cutConnections = () => {
    for (const socket of sessions.keys()) {
      socket.destroy();
    }
  };
  return {
    port: address.port,
    cutConnections,
    isSettled(isClientAwaited) {
      const reading = [...sessions.values()].filter((session) => session.isLoggedIn && !session.isSilent);
      const isRead = input.mailbox.mails.every((mail) => mail.isRead);
      return (
        !(isClientExpected || isClientAwaited) ||
        (isRead && reading.some((session) => session.idleTag !== null))
      );
    },
    close() {
      cutConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
