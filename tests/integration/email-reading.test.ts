import { describe, expect, it } from "vitest";
import { accountFor, freePort, setUpMailWorld } from "../support/mail-world.ts";

const world = setUpMailWorld();

describe("reading by IMAP", () => {
  it("takes what is there and what comes, in order, and marks nothing", async () => {
    await write("one");
    const reader = follow();
    await world.mail.settled({ awaitReader: true });
    await write("two");
    await write("three");
    await world.mail.settled({ awaitReader: true });
    expect(reader.subjects()).toEqual(["one", "two", "three"]);
    expect(world.mail.mailbox.mails.every((one) => one.flags.size === 0)).toBe(true);
    await reader.stop();
  });

  it("goes on after the cursor", async () => {
    await write("one");
    await write("two");
    const uidValidity = String(world.mail.mailbox.uidValidity);
    const reader = follow({ uid: 1, uidValidity });
    await reader.has(1);
    await reader.stop();
    expect(reader.taken).toMatchObject([{ uid: 2, uidValidity }]);
    expect(await world.adapter.findMailboxEnd(world.account)).toEqual({ uid: 2, uidValidity });
  });

  it("F17: a connection cut in the middle of a mail loses none and doubles none", async () => {
    world.mail.faults.add({ kind: "imap-cut-in-fetch", times: 3 });
    for (const subject of ["one", "two", "three"]) {
      await write(subject);
    }
    const reader = follow();
    await world.mail.settled({ awaitReader: true });
    world.mail.cutImapConnections();
    await write("four");
    await world.mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two", "three", "four"]);
    expect(reader.states).toContain("disconnected");
  });

  it("F17: an IDLE that died silently is noticed", async () => {
    world.mail.faults.add({ kind: "imap-silent" });
    const reader = follow();
    await reader.isConnected;
    await write("one");
    await world.mail.settled({ awaitReader: true });
    expect(reader.subjects()).toEqual(["one"]);
    await reader.stop();
  });

  it("F18: a new UIDVALIDITY gives every mail again, under ids that show them as known", async () => {
    await write("one");
    await write("two");
    const reader = follow();
    await world.mail.settled({ awaitReader: true });
    world.mail.mailbox.renumber();
    await write("three");
    await world.mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two", "one", "two", "three"]);
    const ids = await Promise.all(
      reader.taken.map(async ({ source }) => {
        const [fact] = await world.adapter.parse(source, world.account.providerId);
        return fact?.type === "message" ? fact.providerId : null;
      }),
    );
    expect(ids.slice(2, 4)).toEqual(ids.slice(0, 2));
    expect(new Set(ids).size).toBe(3);
  });

  it("F18: a restored mailbox with the old UIDVALIDITY and lower UIDs is read from the start", async () => {
    await write("one");
    const reader = follow({ uid: 57, uidValidity: String(world.mail.mailbox.uidValidity) });
    await reader.has(1);
    await reader.stop();
    expect(reader.subjects()).toEqual(["one"]);
  });

  it("gives a mail again when the sink could not take it", async () => {
    await write("one");
    await write("two");
    const reader = follow(null, { failures: 2 });
    await world.mail.settled({ awaitReader: true });
    await reader.stop();
    expect(reader.subjects()).toEqual(["one", "two"]);
  });

  it("stops at once while it waits for a server that is away", async () => {
    world.account = accountFor(world.mail, { imap: await freePort() });
    const reader = follow();
    await reader.isDisconnected;
    await reader.stop();
    expect(reader.states).not.toContain("connected");
  });
});

const write = (subject: string) =>
  world.mail.deliver({ from: "María <maria@example.com>", subject, text: subject });

type Taken = { uid: number; uidValidity: string; source: Uint8Array };

/** A reader that keeps what it is given, as ingest would; the first `failures` mails are not taken. */
function follow(
  cursor: { uid: number; uidValidity: string } | null = null,
  { failures = 0 }: { failures?: number } = {},
) {
  const stopping = new AbortController();
  const taken: Taken[] = [];
  const states: string[] = [];
  const listeners = new Set<() => void>();
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => isSo() && resolve();
      listeners.add(check);
      check();
    });
  const tell = () => {
    for (const listener of [...listeners]) {
      listener();
    }
  };
  let left = failures;
  const done = world.adapter.readMailbox({
    account: world.account,
    cursor,
    signal: stopping.signal,
    onState(state) {
      states.push(state);
      tell();
    },
    async sink(one) {
      if (left > 0) {
        left -= 1;
        throw new Error("The database is away");
      }
      taken.push(one);
      tell();
    },
  });
  return {
    taken,
    states,
    subjects: () => taken.map((one) => /^Subject: (.*)\r$/m.exec(Buffer.from(one.source).toString())?.[1]),
    has: (count: number) => until(() => taken.length >= count),
    isConnected: until(() => states.includes("connected")),
    isDisconnected: until(() => states.includes("disconnected")),
    stop() {
      stopping.abort();
      return done;
    },
  };
}
