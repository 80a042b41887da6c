import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { liveEvent } from "#contract/events.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { eventually } from "../support/eventually.ts";
import { type OpenStream, openStream } from "../support/read-stream.ts";
import { addNumber, cookieOf, customerWrites, type Hotel, owner, startHotel } from "../support/start-api.ts";

const start = Date.parse("2026-03-10T18:02:00+01:00");

describe("the live stream", () => {
  let hotel: Hotel;
  let channelId: string;
  let key: string;
  let count = 0;
  const streams: OpenStream[] = [];

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
    const { body } = await hotel.owner("POST", "/api-keys", { name: "stream", scopes: ["read"] });
    key = String(body.key);
  });

  afterEach(() => {
    for (const stream of streams.splice(0)) {
      stream.close();
    }
  });

  afterAll(() => hotel.close());

  const open = async (headers: Record<string, string> = {}, query = "") => {
    const stream = await openStream(`${hotel.url}/api/v1/events${query}`, {
      authorization: `Bearer ${key}`,
      ...headers,
    });
    streams.push(stream);
    return stream;
  };
  const write = () => {
    count += 1;
    return customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId: "34600900001",
      text: `Mensaje ${count}`,
      at: start + count * 1000,
    });
  };
  const lastSeq = () =>
    withWorkspaces(hotel.db, [hotel.workspaceId], async (db) => {
      const [row] = await db.query<{ seq: number }>({
        text: "select event_seq as seq from workspace_counters",
      });
      return row?.seq ?? 0;
    });

  it("begins at the current moment, says where, and tells what happens from then on", async () => {
    await write();
    const seq = await lastSeq();
    const stream = await open();
    expect(await stream.next()).toEqual({ id: seq, event: "ready", data: { kind: "ready" } });
    await write();
    const frames = await stream.until(await lastSeq());
    expect(frames.map(({ id }) => id)).toEqual(frames.map((_, index) => seq + 1 + index));
    for (const { data, event } of frames) {
      expect(event).toBe("message");
      expect(liveEvent.safeParse(data).success).toBe(true);
    }
    const kinds = frames.map(({ data }) => (data as { kind: string }).kind);
    expect(kinds).toEqual(["message.created"]);
    expect(frames[0]?.data).toMatchObject({ direction: "in", window: { state: "open" } });
  });

  it.each([
    ["Last-Event-ID", (seq: number) => ({ headers: { "last-event-id": String(seq) }, query: "" })],
    ["lastEventId", (seq: number) => ({ headers: {}, query: `?lastEventId=${seq}` })],
  ])("goes on after %s without a gap and without a repetition", async (_, place) => {
    const first = await lastSeq();
    for (let index = 0; index < 5; index += 1) {
      await write();
    }
    const { headers, query } = place(first);
    const stream = await open(headers, query);
    const [ready, ...frames] = await stream.until(await lastSeq());
    expect(ready).toMatchObject({ id: first, event: "ready" });
    expect(frames.map(({ id }) => id)).toEqual(frames.map((_frame, index) => first + 1 + index));
  });

  it("loses nothing when it is cut at any moment while events flow (F23)", async () => {
    const first = await lastSeq();
    const writing = (async () => {
      for (let index = 0; index < 120; index += 1) {
        await write();
      }
    })();
    let seen = first;
    const ids: number[] = [];
    for (let cut = 0; cut < 12; cut += 1) {
      const stream = await open({ "last-event-id": String(seen) });
      await stream.next();
      for (let index = 0; index <= cut; index += 1) {
        const frame = await stream.next();
        ids.push(frame?.id ?? 0);
        seen = frame?.id ?? seen;
      }
      stream.close();
    }
    await writing;
    const rest = await open({ "last-event-id": String(seen) });
    const last = await lastSeq();
    if (seen < last) {
      ids.push(...(await rest.until(last)).slice(1).map(({ id }) => id ?? 0));
    }
    expect(ids).toEqual(Array.from({ length: last - first }, (_, index) => first + 1 + index));
  });

  it("tells every screen of the workspace the same, in the same order", async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    await Promise.all([write(), write(), write()]);
    const last = await lastSeq();
    const told = await Promise.all(
      [one, two, three].map(async (stream) => (await stream.until(last)).slice(1)),
    );
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it("tells a reader to start afresh when what it missed is gone, or was never ours", async () => {
    for (let index = 0; index < 6; index += 1) {
      await write();
    }
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({ text: "delete from events where seq <= 10" }),
    );
    const seq = await lastSeq();
    for (const old of [0, 9, seq + 1000]) {
      const stream = await open({ "last-event-id": String(old) });
      expect(await stream.next()).toEqual({ id: seq, event: "reset", data: { kind: "reset" } });
    }
    const kept = await open({ "last-event-id": "10" });
    expect(await kept.next()).toMatchObject({ id: 10, event: "ready" });
    expect(await kept.next()).toMatchObject({ id: 11 });
  });

  it("brings a reader up to date that took nothing for a while, from the log and not from memory", async () => {
    const first = await lastSeq();
    const { port } = new URL(hotel.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\nlast-event-id: ${first}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    // More than sockets hold: 3,000 events of 2 kB.
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({
        text: `with moved as (update workspace_counters set event_seq = event_seq + 3000)
          insert into events (workspace_id, seq, at, kind, payload)
          select $1, $2::bigint + n, now(), 'settings.changed',
            jsonb_build_object('kind', 'settings.changed', 'what', repeat('x', 2000))
          from generate_series(1, 3000) n`,
        values: [hotel.workspaceId, first],
      }),
    );
    hotel.ctx.doorbell.ring([{ what: "events", workspaceId: hotel.workspaceId }]);
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
    });
    socket.resume();
    await eventually(() => text.includes(`id: ${first + 3000}\n`));
    socket.destroy();
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids.filter((id) => id > first)).toEqual(
      Array.from({ length: 3000 }, (_, index) => first + 1 + index),
    );
  });

  it("ends soon after signing out or revoking the key, and no other stream does (S8)", async () => {
    const session = await hotel.as()("POST", "/session", { email: owner.email, password: owner.password });
    const cookie = cookieOf(session.headers);
    const { body: made } = await hotel.owner("POST", "/api-keys", { name: "short", scopes: ["read"] });
    const ofSession = await openStream(`${hotel.url}/api/v1/events`, { cookie });
    const ofKey = await open({ authorization: `Bearer ${String(made.key)}` });
    const stays = await open();
    await Promise.all([ofSession.next(), ofKey.next(), stays.next()]);
    await hotel.as({ cookie })("DELETE", "/session");
    await hotel.owner("DELETE", `/api-keys/${String(made.id)}`);
    expect(await ofSession.next()).toBeNull();
    expect(await ofKey.next()).toBeNull();
    await write();
    expect(await stays.next()).not.toBeNull();
  });

  it("of one workspace never tells another anything", async () => {
    const other = "0198aaaa-0000-7000-8000-000000000001";
    await withWorkspaces(hotel.db, [other], async (db) => {
      await db.execute({
        text: `insert into workspaces (workspace_id, name, created_at) values ($1, 'Otro', now())`,
        values: [other],
      });
      await db.execute({
        text: "insert into workspace_counters (workspace_id, event_seq) values ($1, 1)",
        values: [other],
      });
      await db.execute({
        text: `insert into events (workspace_id, seq, at, kind, payload) values ($1, 1, now(), 'x', '{"kind":"secret"}')`,
        values: [other],
      });
    });
    const seq = await lastSeq();
    const stream = await open({ "last-event-id": String(seq) });
    await stream.next();
    hotel.ctx.doorbell.ring([{ what: "events", workspaceId: other }]);
    await write();
    const frames = await stream.until(await lastSeq());
    expect(JSON.stringify(frames)).not.toContain("secret");
  });
});
