import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minuteMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { openStream } from "../support/read-stream.ts";
import {
  addNumber,
  type Caller,
  cookieOf,
  customerWrites,
  type Hotel,
  startHotel,
} from "../support/start-api.ts";

const start = Date.parse("2026-03-10T18:02:00+01:00");

describe("two who answer", () => {
  let hotel: Hotel;
  let dani: Caller;
  let daniId: string;
  let cookie: string;
  let channelId: string;
  let threadId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const member = { name: "Dani", email: "dani@example.com", password: "another password", role: "agent" };
    const { body } = await hotel.owner("POST", "/members", member);
    daniId = String(body.id);
    const { email, password } = member;
    cookie = cookieOf((await hotel.as()("POST", "/session", { email, password })).headers);
    dani = hotel.as({ cookie });
    channelId = await addNumber(hotel, hotel.workspaceId);
    const waId = "34600900301";
    await customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId,
      text: "¿Hay parking?",
      at: start,
    });
    hotel.clock.now = start + minuteMs;
    const { body: list } = await hotel.owner("GET", "/threads");
    threadId = (list.items as { id: string }[])[0]?.id ?? "";
  });
  afterAll(() => hotel.close());

  const newestSeq = async () => {
    const { body } = await hotel.owner("GET", `/threads/${threadId}/messages?limit=1`);
    return (body.items as { seq: number }[])[0]?.seq ?? 0;
  };
  const send = (caller: Caller, body: object) =>
    caller("POST", `/threads/${threadId}/messages`, { channelId, clientId: newId(), ...body });
  const say = (caller: Caller, text: string, more: object = {}) =>
    send(caller, { kind: "text", text, ...more });

  it("the second answer is refused when a colleague's went out since it was begun, and told which", async () => {
    const seenSeq = await newestSeq();
    expect((await say(dani, "Sí, en la plaza.", { seenSeq })).status).toBe(202);
    const clientId = newId();
    const second = await say(hotel.owner, "Sí, tenemos parking.", { seenSeq, clientId });
    expect([second.status, second.body]).toMatchObject([
      409,
      {
        code: "ANSWERED_MEANWHILE",
        details: { by: "Dani", text: "Sí, en la plaza.", seq: await newestSeq() },
      },
    ]);
    // "Send it all the same": the same message without the guard.
    expect((await say(hotel.owner, "Sí, tenemos parking.", { clientId })).status).toBe(202);
  });

  it("one's own answers, notes and what the customer writes refuse nothing", async () => {
    const seenSeq = await newestSeq();
    await say(hotel.owner, "¿Algo más?", { seenSeq });
    await dani("POST", `/threads/${threadId}/messages`, { kind: "note", clientId: newId(), text: "Ya está" });
    const at = hotel.clock.now;
    await customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId: "34600900301",
      text: "No, gracias",
      at,
    });
    expect((await say(hotel.owner, "Hasta pronto.", { seenSeq })).status).toBe(202);
  });

  it("what a colleague took back, or what did not go out, is no answer", async () => {
    const seenSeq = await newestSeq();
    const { body } = await say(dani, "Un momento");
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({ text: "update messages set status = 'failed' where id = $1", values: [body.id] }),
    );
    expect((await say(hotel.owner, "Enseguida", { seenSeq })).status).toBe(202);
  });

  it("the same request again finds its message, whatever was answered since", async () => {
    const body = { seenSeq: await newestSeq(), clientId: newId() };
    await say(hotel.owner, "Una", body);
    await say(dani, "Otra");
    expect((await say(hotel.owner, "Una", body)).status).toBe(200);
  });

  it("who is named in a note is told, finds the thread among the mentions, and stands in the note", async () => {
    const stream = await openStream(`${hotel.url}/api/v1/events`, { cookie });
    await stream.next();
    const note = { kind: "note", clientId: newId(), text: "@Dani, ¿lo miras?", mentions: [daniId, daniId] };
    const { status, body } = await hotel.owner("POST", `/threads/${threadId}/messages`, note);
    expect([status, body.payload]).toEqual([202, { mentions: [{ id: daniId, name: "Dani" }] }]);
    const kinds: unknown[] = [];
    while (!kinds.includes("mention.created")) {
      const { data } = (await stream.next()) ?? { data: null };
      kinds.push((data as { kind: string }).kind);
      if (kinds.at(-1) === "mention.created") {
        expect(data).toEqual({ kind: "mention.created", threadId, messageId: body.id, userIds: [daniId] });
      }
    }
    stream.close();
    const mentions = async (caller: Caller) =>
      ((await caller("GET", "/threads?view=mentions")).body.items as { id: string }[]).map(({ id }) => id);
    expect(await mentions(dani)).toEqual([threadId]);
    expect(await mentions(hotel.owner)).toEqual([]);
    expect((await dani("GET", "/threads/counts")).body.mentions).toBe(1);
  });

  it("nobody else than members can be named", async () => {
    const note = { kind: "note", clientId: newId(), text: "@Nadie", mentions: [newId()] };
    const { status, body } = await hotel.owner("POST", `/threads/${threadId}/messages`, note);
    expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
  });

  it("who looks or writes is told live, without a place in the log, and heard of by who comes later", async () => {
    const stream = await openStream(`${hotel.url}/api/v1/events`, { cookie });
    await stream.next();
    const mark = (caller: Caller, state: string) =>
      caller("POST", `/threads/${threadId}/presence`, { state });
    expect((await mark(hotel.owner, "typing")).status).toBe(200);
    const frame = await stream.next();
    expect([frame?.id, frame?.data]).toEqual([
      null,
      { kind: "presence.changed", threadId, userId: hotel.ownerId, state: "typing" },
    ]);
    stream.close();
    const { body } = await mark(dani, "viewing");
    expect(body.items).toEqual([{ userId: hotel.ownerId, state: "typing" }]);
  });

  it("a program is seen by nobody, and hears who is there", async () => {
    const { body } = await hotel.owner("POST", "/api-keys", { name: "k", scopes: ["write"] });
    const program = hotel.as({ authorization: `Bearer ${String(body.key)}` });
    const { body: heard } = await program("POST", `/threads/${threadId}/presence`, { state: "viewing" });
    expect((heard.items as { userId: string }[]).map(({ userId }) => userId)).toContain(hotel.ownerId);
  });
});
