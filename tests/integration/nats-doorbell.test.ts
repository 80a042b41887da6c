import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { connect } from "@nats-io/transport-node";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { connectDatabase, type Database } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { findDatabaseName } from "#server/live/doorbell.queries.ts";
import type { Doorbell, Ring } from "#server/live/doorbell.ts";
import { createNatsDoorbell } from "#server/live/nats-doorbell.ts";
import { readNatsServers } from "#server/live/nats-servers.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { eventually } from "../support/eventually.ts";
import { findNats } from "../support/find-nats.ts";
import { startHangableProxy } from "../support/hangable-proxy.ts";
import { silentLog } from "../support/silent-log.ts";

const nats = await findNats();
const workspaceId = newId();
const eventsRing: Ring = { what: "events", workspaceId };

afterAll(() => nats?.stop());

type Listening = Doorbell & { heard: (Ring | null)[]; said: string[] };

/** A doorbell of one process, with all that it heard and logged; it ends with the test. */
async function openDoorbell(url: string, subject: string): Promise<Listening> {
  const servers = readNatsServers(url);
  if (servers === null) {
    throw new Error(`${url} is no address of NATS`);
  }
  const said: string[] = [];
  const log = pino(
    { level: "info" },
    { write: (line) => void said.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const doorbell = await createNatsDoorbell({ nats: servers, subject, log, checkMs: 200 });
  onTestFinished(() => doorbell.close());
  const heard: (Ring | null)[] = [];
  doorbell.onRing((ring) => void heard.push(ring));
  return { ...doorbell, heard, said };
}

/** Tests share the server with whoever else uses it. */
const newSubject = () => `messaging-center.test.${newId()}`;

/** A server that says this to everybody who comes. */
async function startForeignServer(words: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write(words);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `nats://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(nats === null)("the doorbell of NATS", () => {
  const url = nats?.url ?? "";

  it("rings all processes of an installation, this one too, and no other installation", async () => {
    const subject = newSubject();
    const [mine, theirs, foreign] = await Promise.all([
      openDoorbell(url, subject),
      openDoorbell(url, subject),
      openDoorbell(url, newSubject()),
    ]);
    const rings: Ring[] = [
      eventsRing,
      { what: "queue", workspaceId },
      { what: "channels", workspaceId },
      { what: "presence", workspaceId, detail: `${newId()}${newId()}typing` },
    ];
    mine.ring([]);
    mine.ring(rings);
    await eventually(() => theirs.heard.length === rings.length && mine.heard.length === rings.length);
    expect(theirs.heard).toEqual(rings);
    expect(mine.heard).toEqual(rings);
    expect(foreign.heard).toEqual([]);
    expect(mine.isConnected()).toBe(true);
  });

  it("takes nothing from others on the subject but rings", async () => {
    const subject = newSubject();
    const doorbell = await openDoorbell(url, subject);
    const stranger = await connect({ servers: url, reconnect: false });
    for (const text of ["", "x".repeat(100_000), '{"what":"events"}', "e1 q2", `z${workspaceId}`]) {
      stranger.publish(subject, text);
    }
    stranger.publish(subject, new Uint8Array([0, 255, 254, 1]));
    stranger.publish(subject, `e${workspaceId}`);
    await stranger.flush();
    await eventually(() => doorbell.heard.length > 0);
    expect(doorbell.heard).toEqual([eventsRing]);
    await stranger.close();
  });

  it("that goes away costs no ring: mine are heard here at once, the others look for themselves when it is back", async () => {
    const subject = newSubject();
    const proxy = await startHangableProxy(url);
    const away = `nats://127.0.0.1:${proxy.port}`;
    const [mine, theirs] = await Promise.all([openDoorbell(away, subject), openDoorbell(url, subject)]);
    await proxy.refuse();
    await eventually(() => !mine.isConnected());
    mine.ring([eventsRing]);
    await eventually(() => mine.heard.length > 0);
    expect(mine.heard).toEqual([eventsRing]);
    expect(theirs.heard).toEqual([]);
    await proxy.heal();
    await eventually(() => mine.isConnected() && mine.heard.includes(null));
    await eventually(() => theirs.heard.length > 0);
    expect(theirs.heard).toEqual([eventsRing]);
    expect(mine.said).toEqual(["The doorbell is not connected", "The doorbell is connected again"]);
  });

  it("that is silent counts as away, and what was rung into the silence is rung again", async () => {
    const subject = newSubject();
    const proxy = await startHangableProxy(url);
    const [mine, theirs] = await Promise.all([
      openDoorbell(`nats://127.0.0.1:${proxy.port}`, subject),
      openDoorbell(url, subject),
    ]);
    proxy.hang();
    mine.ring([eventsRing]);
    await eventually(() => mine.heard.length > 0);
    await eventually(() => !mine.isConnected());
    await proxy.heal();
    await eventually(() => mine.isConnected());
    await eventually(() => theirs.heard.length > 0);
    expect(theirs.heard[0]).toEqual(eventsRing);
  });

  it("that is away at the start stops nobody: all look for themselves until it is there", async () => {
    const subject = newSubject();
    const proxy = await startHangableProxy(url);
    await proxy.refuse();
    const doorbell = await openDoorbell(`nats://127.0.0.1:${proxy.port}`, subject);
    expect(doorbell.isConnected()).toBe(false);
    await eventually(() => doorbell.heard.filter((ring) => ring === null).length >= 2);
    expect(doorbell.said).toEqual(["The doorbell is not connected"]);
    await proxy.heal();
    await eventually(() => doorbell.isConnected());
    doorbell.ring([eventsRing]);
    await eventually(() => doorbell.heard.at(-1)?.what === "events");
  });
});

describe("a NATS_URL that leads to somebody who wants nothing of us", () => {
  const info = 'INFO {"server_id":"x","version":"2.10.0","proto":1,"max_payload":1048576}\r\n';
  it.each([
    ["a NATS that refuses the user", `${info}-ERR 'Authorization Violation'\r\n`, "Authorization Violation"],
    ["another program", "SSH-2.0-OpenSSH_9.9\r\n", "unexpected response"],
  ])("%s, is a sentence at the start", async (_name, words, reason) => {
    const opening = openDoorbell(await startForeignServer(words), newSubject());
    await expect(opening).rejects.toThrow(
      new RegExp(`^NATS_URL leads to a server that refuses us: .*${reason}`, "i"),
    );
  });

  it("one without TLS where TLS is asked for, is a sentence at the start", async () => {
    const url = await startForeignServer(info);
    await expect(openDoorbell(url.replace("nats:", "tls:"), newSubject())).rejects.toThrow(
      /^NATS_URL .*'tls'/,
    );
  });
});

describe("the name of an installation's database", () => {
  let database: TestDatabase;
  let other: TestDatabase;
  const dbs: Database[] = [];
  const nameOf = (url: string) => {
    const db = connectDatabase({ url, log: silentLog });
    dbs.push(db);
    return findDatabaseName(db.pool);
  };

  beforeAll(async () => {
    [database, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => {
    await Promise.all(dbs.map((db) => db.close()));
    await Promise.all([database.drop(), other.drop()]);
  });

  it("is the same for every role and address, and another for every other database", async () => {
    const name = await nameOf(database.appUrl);
    expect(name).toMatch(/^\d+\.\d+$/);
    expect(await nameOf(database.ownerUrl)).toBe(name);
    expect(await nameOf(other.appUrl)).not.toBe(name);
  });
});
