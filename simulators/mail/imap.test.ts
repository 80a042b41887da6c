import { connect } from "node:net";
import { ImapFlow } from "imapflow";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../clock.ts";
import { type MailSimulator, startMail } from "./start-mail.ts";

const account = { address: "hotel@example.com", user: "hotel", password: "sea view" };
let mail: MailSimulator;
let client: ImapFlow;

beforeEach(async () => {
  mail = await startMail({ clock: createClock({ startAt: "2026-03-10T17:02:00Z" }), mailbox: account });
  client = connectTo(mail, account.password);
});

afterEach(async () => {
  client.close();
  await mail.close();
});

const letter = { from: "María <maria@example.com>", subject: "Habitación", text: "¿Hay parking?" };

describe("IMAP server, as imapflow sees it", () => {
  it("refuses a wrong password and lets the right one in", async () => {
    const stranger = connectTo(mail, "wrong");
    await expect(stranger.connect()).rejects.toMatchObject({ authenticationFailed: true });
    await client.connect();
    expect((await client.list()).map((folder) => folder.path)).toEqual(["INBOX"]);
  });

  it("gives whole sources, envelopes, sizes and dates by UID", async () => {
    await mail.deliver(letter);
    await mail.deliver({ raw: "From: ana@example.com\nSubject: Two\n\nHello\n" });
    await client.connect();
    const box = await client.mailboxOpen("INBOX", { readOnly: true });
    expect(box).toMatchObject({ exists: 2, uidNext: 3, readOnly: true });
    const all = await client.fetchAll(
      "1:*",
      { source: true, envelope: true, size: true, flags: true },
      { uid: true },
    );
    expect(all.map((one) => [one.uid, one.envelope?.subject, one.envelope?.from?.[0]?.address])).toEqual([
      [1, "Habitación", "maria@example.com"],
      [2, "Two", "ana@example.com"],
    ]);
    expect(all[1]?.source?.toString()).toBe("From: ana@example.com\r\nSubject: Two\r\n\r\nHello\r\n");
    expect(all[1]?.size).toBe(all[1]?.source?.length);
    const header = await client.fetchOne("2", { headers: ["subject"], internalDate: true }, { uid: true });
    expect(header ? header.headers?.toString().trim() : null).toBe("Subject: Two");
    expect(header && new Date(header.internalDate ?? 0).toISOString()).toBe("2026-03-10T17:02:00.000Z");
  });

  it("finds by UID range and by unseen, and keeps flags only in a mailbox opened for writing", async () => {
    await mail.deliver(letter);
    await mail.deliver(letter);
    await client.connect();
    await client.mailboxOpen("INBOX", { readOnly: true });
    expect(await client.search({ uid: "2:*" }, { uid: true })).toEqual([2]);
    expect(await client.messageFlagsAdd("1", ["\\Seen"], { uid: true }).catch(() => false)).toBe(false);
    await client.mailboxOpen("INBOX");
    await client.messageFlagsAdd("1", ["\\Seen"], { uid: true });
    expect(await client.search({ seen: false }, { uid: true })).toEqual([2]);
    await client.messageDelete("1", { uid: true });
    expect(mail.mailbox.mails.map((one) => one.uid)).toEqual([2]);
  });

  it("pushes EXISTS to a client that idles", async () => {
    await client.connect();
    await client.mailboxOpen("INBOX", { readOnly: true });
    const heard = new Promise<number>((resolve) => client.on("exists", (event) => resolve(event.count)));
    void client.idle();
    await mail.settled();
    await mail.deliver(letter);
    expect(await heard).toBe(1);
  });

  it("gives new UIDs under a new UIDVALIDITY and ends open sessions", async () => {
    await mail.deliver(letter);
    await client.connect();
    const before = await client.mailboxOpen("INBOX", { readOnly: true });
    const closed = new Promise((resolve) => client.on("close", () => resolve("closed")));
    mail.mailbox.renumber();
    expect(await closed).toBe("closed");
    client = connectTo(mail, account.password);
    await client.connect();
    const after = await client.mailboxOpen("INBOX", { readOnly: true });
    expect(after.uidValidity).not.toBe(before.uidValidity);
  });

  it("reads sign-ins by literal and by a late SASL answer, and says BAD to nonsense", async () => {
    const answers = await talk(mail.imapPort, [
      ["a1 LOGIN {5}\r\n", "+ "],
      ["hotel {9}\r\n", "+ "],
      ["wrong one\r\n", "a1 NO"],
      ["a2 AUTHENTICATE PLAIN\r\n", "+ "],
      [`${Buffer.from("\0hotel\0sea view").toString("base64")}\r\n`, "a2 OK"],
      ["a3 FETCH 1 FLAGS\r\n", "a3 BAD"],
      ["a4 DANCE\r\n", "a4 BAD"],
      ["a5 LOGOUT\r\n", "a5 OK"],
    ]);
    expect(answers).toContain("* BYE");
  });
});

function connectTo(simulator: MailSimulator, password: string): ImapFlow {
  const made = new ImapFlow({
    host: simulator.host,
    port: simulator.imapPort,
    secure: false,
    auth: { user: account.user, pass: password },
    logger: false,
  });
  made.on("error", () => undefined);
  return made;
}

/** Sends each line once the answer before it holds what is awaited; answers everything the server said. */
function talk(port: number, lines: [send: string, awaited: string][]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    let from = 0;
    let awaited = "* OK";
    const left = [...lines];
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      if (heard.indexOf(awaited, from) === -1 || !heard.endsWith("\r\n")) {
        return;
      }
      from = heard.length;
      const next = left.shift();
      if (next !== undefined) {
        awaited = next[1];
        socket.write(next[0]);
      }
    });
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
  });
}
