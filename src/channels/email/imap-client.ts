import { ImapFlow } from "imapflow";
import type { MailServer } from "./mail-config.ts";
import type { ImapTimes } from "./mail-times.ts";

/** An IMAP client for this server, not yet connected. Its errors also reject what is under way, so the event is let go. */
export function createImapClient(server: MailServer, password: string, times: ImapTimes): ImapFlow {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    ...(server.security !== "tls" && { doSTARTTLS: server.security === "starttls" }),
    auth: { user: server.user, pass: password },
    clientInfo: { name: "Messaging Center" },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    socketTimeout: times.answerMs,
    // A mail larger than this is never asked for whole; see read-mailbox.ts.
    maxLiteralSize: 64 * 1024 * 1024,
    maxResponseSize: 65 * 1024 * 1024,
  });
  client.on("error", () => undefined);
  return client;
}
