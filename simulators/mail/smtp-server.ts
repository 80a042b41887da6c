import { once } from "node:events";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Faults, MailFaultKind } from "./faults.ts";
import type { MailAccount } from "./mail-account.ts";

/** A mail that our SMTP server took over: one envelope, one source. */
export type AcceptedMail = { from: string; to: string[]; raw: Buffer };

/** A running SMTP server (RFC 5321) for signed-in senders. */
export type SmtpServer = { port: number; isSettled(): boolean; close(): Promise<void> };

/** Listens on a port of `host` (0 takes a free one); `onMail` resolves once the mail is where it belongs. */
export async function startSmtpServer(input: {
  host: string;
  port: number;
  account: MailAccount;
  faults: Faults;
  onMail(mail: AcceptedMail): Promise<void>;
  onProgress(): void;
}): Promise<SmtpServer> {
  const { account, faults } = input;
  let underWay = 0;
  const refusal = (kind: MailFaultKind, subject: string, code: number, words: string) => {
    const fault = faults.take(kind, subject);
    return fault === null ? null : smtpError(fault.code ?? code, words);
  };
  const cut = (session: SMTPServerSession) => {
    for (const connection of server.connections) {
      if (connection.session.id === session.id) {
        connection._socket.destroy();
      }
    }
  };
  const server = new SMTPServer({
    banner: "Mail simulator",
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authMethods: ["PLAIN", "LOGIN"],
    disableReverseLookup: true,
    size: 50 * 1024 * 1024,
    closeTimeout: 1000,
    logger: false,
    onConnect(_session, callback) {
      callback(refusal("smtp-busy", "", 421, "Too busy, come back later"));
    },
    onAuth(auth, _session, callback) {
      const isKnown = auth.username === account.user && auth.password === account.password;
      const refused = refusal("smtp-refuse-login", "", 535, "Wrong user or password");
      if (refused !== null || !isKnown) {
        callback(refused ?? smtpError(535, "Wrong user or password"));
        return;
      }
      callback(null, { user: account.user });
    },
    onMailFrom(address, _session, callback) {
      callback(refusal("smtp-refuse-sender", address.address, 550, "This sender may not send here"));
    },
    onRcptTo(address, session, callback) {
      if (faults.take("smtp-cut-before-data", address.address) !== null) {
        cut(session);
        return;
      }
      callback(refusal("smtp-refuse-recipient", address.address, 550, "No such mailbox"));
    },
    onData(stream, session, callback) {
      underWay += 1;
      const finish = (error: Error | null) => {
        underWay -= 1;
        callback(error);
        input.onProgress();
      };
      const { envelope } = session;
      const to = envelope.rcptTo.map((one) => one.address);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const subject = to.join(" ");
        if (faults.take("smtp-cut-in-data", subject) !== null) {
          cut(session);
          finish(null);
          return;
        }
        const refused = stream.sizeExceeded
          ? smtpError(552, "Mail too large")
          : refusal("smtp-refuse-mail", subject, 554, "Mail refused");
        if (refused !== null) {
          finish(refused);
          return;
        }
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const losesAnswer = faults.take("smtp-cut-after-data", subject) !== null;
        input.onMail({ from, to, raw: Buffer.concat(chunks) }).then(
          () => {
            if (losesAnswer) {
              cut(session);
            }
            finish(null);
          },
          (error: unknown) => finish(smtpError(451, String(error))),
        );
      });
    },
  });
  // A client that goes away in the middle is no failure of the server.
  server.on("error", () => undefined);
  const listener = server.listen(input.port, input.host);
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") {
    throw new Error("The SMTP server has no port");
  }
  return {
    port: address.port,
    isSettled: () => underWay === 0,
    close() {
      for (const connection of server.connections) {
        connection._socket.destroy();
      }
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function smtpError(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
