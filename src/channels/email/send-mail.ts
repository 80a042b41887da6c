import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Failure } from "#domain/delivery-status.ts";
import { nobody, type SendOutcome } from "../channel.ts";
import type { MailServer } from "./mail-config.ts";
import { findEnhancedStatus, mailFailure } from "./mail-failure.ts";
import type { SmtpTimes } from "./mail-times.ts";
import { type ProviderError, readProviderError } from "./provider-error.ts";
import type { WrittenMail } from "./write-mail.ts";

/**
 * Hands a mail to the provider. Refused: the server said no, or the connection ended before it asked for the mail (354).
 * Unknown: the connection ended after that, so it may have taken the mail; nobody may send it again by itself (P4).
 */
export async function sendMail(input: {
  server: MailServer;
  password: string;
  mail: WrittenMail;
  signal: AbortSignal;
  times: SmtpTimes;
}): Promise<SendOutcome> {
  const { server, mail, signal } = input;
  if (signal.aborted) {
    return refusedBefore("The sending was stopped before it began");
  }
  const connection = openSmtp(server, input.times);
  const abort = () => connection.close();
  signal.addEventListener("abort", abort);
  // The client starts to read the source when the server has said 354, never before.
  let isBodyAsked = false;
  async function* body() {
    isBodyAsked = true;
    yield mail.source;
  }
  try {
    await signIn(connection, server.user, input.password);
    await new Promise<void>((resolve, reject) => {
      failOnEnd(connection, reject);
      connection.send(
        { from: mail.from, to: [mail.to], size: mail.source.length },
        Readable.from(body(), { objectMode: false }),
        (error) => (error ? reject(error) : resolve()),
      );
    });
    connection.quit();
    const recipient = { ...nobody, email: mail.to };
    return { kind: "accepted", providerId: mail.messageId, held: false, recipient };
  } catch (cause) {
    connection.close();
    return outcomeOf(readProviderError(cause), isBodyAsked);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** A connection to the provider's SMTP server, not yet opened. */
export function openSmtp(server: MailServer, times: SmtpTimes): SMTPConnection {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    dnsTimeout: times.connectMs,
    socketTimeout: times.answerMs,
    allowInternalNetworkInterfaces: true,
  });
  // Who waits for an answer hears of errors too; one that comes when nobody waits is of no interest.
  connection.on("error", () => undefined);
  return connection;
}

/** Opens the connection and signs in; rejects with the client's error. */
export async function signIn(connection: SMTPConnection, user: string, password: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    failOnEnd(connection, reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  await new Promise<void>((resolve, reject) => {
    failOnEnd(connection, reject);
    connection.login({ user, pass: password }, (error) => (error ? reject(error) : resolve()));
  });
}

/** Errors come by event too, and a closed connection ends without one. */
function failOnEnd(connection: SMTPConnection, reject: (error: Error) => void): void {
  connection.once("error", reject);
  connection.once("end", () => reject(new Error("The connection ended")));
}

function outcomeOf(error: ProviderError, isBodyAsked: boolean): SendOutcome {
  const { reply, command, answer, message } = error;
  if (reply === null) {
    if (isBodyAsked) {
      return { kind: "unknown", detail: message };
    }
    // Larger than the server announced to take: it will not take it later either.
    return error.codes.includes("EMESSAGE")
      ? refused({ reason: "mail-refused", code: null, detail: message }, false)
      : refusedBefore(message);
  }
  const isPassing = reply < 500;
  if (error.isLogin) {
    return refused({ reason: "mailbox-login", code: String(reply), detail: answer }, isPassing);
  }
  const status = answer === null ? null : findEnhancedStatus(answer);
  const failure = mailFailure({ reply, status, detail: answer, isFinal: !isPassing });
  if (command === "MAIL FROM" && !isPassing) {
    return refused({ ...failure, reason: "permission" }, false);
  }
  if (command === "RCPT TO" && !isPassing && status === null) {
    return refused({ ...failure, reason: "mailbox-refused" }, false);
  }
  return refused(failure, isPassing);
}

function refused(failure: Failure, retryable: boolean): SendOutcome {
  return { kind: "refused", failure, retryable, retryAfterMs: null };
}

/** No server has asked for the mail yet, so none has it. */
function refusedBefore(detail: string): SendOutcome {
  return refused({ reason: "connection", code: null, detail: detail.slice(0, 500) }, true);
}
