import type { Socket } from "node:net";
import { readCommand } from "./imap-command.ts";
import { type ImapSession, type ImapWorld, imapCapabilities } from "./imap-world.ts";
import type { MailboxChange, StoredMail } from "./mailbox.ts";
import { runCommand } from "./run-imap-command.ts";

/** Serves one connection until either side ends it. */
export function serveImapSession(socket: Socket, world: ImapWorld): ImapSession {
  let buffer: Buffer = Buffer.alloc(0);
  let literalsAsked = 0;
  let isBusy = false;
  const removed = new Set<StoredMail>();
  const session: ImapSession = {
    world,
    isLoggedIn: false,
    selected: null,
    idleTag: null,
    onLine: null,
    isSilent: false,
    write(data) {
      if (!session.isSilent && !socket.destroyed) {
        socket.write(data);
      }
    },
    tellChanges() {
      const { selected } = session;
      if (selected === null) {
        return;
      }
      for (let index = selected.view.length - 1; index >= 0; index -= 1) {
        const mail = selected.view[index];
        if (mail !== undefined && removed.has(mail)) {
          selected.view.splice(index, 1);
          session.write(`* ${index + 1} EXPUNGE\r\n`);
        }
      }
      removed.clear();
      const added = world.mailbox.mails.filter((mail) => !selected.view.includes(mail));
      if (added.length > 0) {
        selected.view.push(...added);
        session.write(`* ${selected.view.length} EXISTS\r\n`);
      }
    },
    cut(lastBytes) {
      socket.write(lastBytes, () => socket.destroy());
    },
  };

  const handleChange = (change: MailboxChange) => {
    if (change.kind === "renumbered") {
      // The view of the client is void: a real server says BYE (RFC 3501 §7.1.5).
      session.write("* BYE Mailbox was rebuilt\r\n");
      socket.end();
      return;
    }
    if (change.kind === "removed") {
      removed.add(change.mail);
    }
    if (session.idleTag !== null && change.kind !== "read") {
      session.tellChanges();
    }
  };
  const stopListening = world.mailbox.onChange(handleChange);

  const drain = async () => {
    if (isBusy) {
      return;
    }
    isBusy = true;
    try {
      while (await handleNext()) {
        // one command after the other, in the order in which they came
      }
    } finally {
      isBusy = false;
    }
  };
  const handleNext = async (): Promise<boolean> => {
    if (session.onLine !== null) {
      const end = buffer.indexOf("\r\n");
      if (end === -1) {
        return false;
      }
      const line = buffer.toString("utf8", 0, end);
      buffer = buffer.subarray(end + 2);
      session.onLine(line);
      return true;
    }
    const read = readCommand(buffer);
    if (read.kind === "incomplete") {
      return false;
    }
    if (read.kind === "literal") {
      if (read.index > literalsAsked) {
        literalsAsked = read.index;
        session.write("+ Ready for literal\r\n");
      }
      return false;
    }
    literalsAsked = 0;
    buffer = buffer.subarray(read.length);
    if (read.kind === "bad") {
      session.write(`${read.tag || "*"} BAD ${read.reason}\r\n`);
      return true;
    }
    const isOver = await runCommand(session, read);
    world.onProgress();
    if (isOver) {
      socket.end();
    }
    return !isOver;
  };

  socket.setNoDelay(true);
  socket.on("data", (chunk: Buffer) => {
    if (!session.isSilent) {
      buffer = Buffer.concat([buffer, chunk]);
      void drain();
    }
  });
  // A client that goes away is no failure of the server.
  socket.on("error", () => socket.destroy());
  socket.on("close", stopListening);
  session.write(`* OK [CAPABILITY ${imapCapabilities}] Mail simulator ready\r\n`);
  return session;
}
