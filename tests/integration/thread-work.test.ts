import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takenBackMs } from "#domain/thread-work.ts";
import { hourMs, minuteMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { wakeThreads } from "#server/features/threads/wake-threads.ts";
import { listWorkspacesToWake } from "#server/features/threads/work.queries.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Thread = {
  id: string;
  version: number;
  status: string;
  unread: number;
  unanswered: boolean;
  snoozedUntil: string | null;
  assignee: { name: string } | null;
  tags: { id: string; name: string }[];
  lastMessage: { id: string };
  lastActivityAt: string;
};
type Result = { id: string; result: string; thread: Thread | null };

const start = Date.parse("2026-03-10T18:02:00+01:00");
const later = new Date(start + 3 * hourMs).toISOString();

describe("work on threads", () => {
  let hotel: Hotel;
  let channelId: string;
  let last = 0;
  let thread: Thread;
  let waId: string;
  let tagId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
    const { body } = await hotel.owner("POST", "/tags", { name: "Grupo", color: "blue" });
    tagId = String(body.id);
  });
  afterAll(() => hotel.close());

  beforeEach(async () => {
    hotel.clock.now = start;
    last += 1;
    waId = `346009002${String(last).padStart(2, "0")}`;
    await write("Hola", start);
    const { body } = await hotel.owner("GET", "/threads?limit=100");
    const items = body.items as (Thread & { customer: { phone: string } })[];
    const found = items.find(({ customer }) => customer.phone === `+${waId}`);
    thread = await read(found?.id ?? "");
  });

  const write = (text: string, at: number) =>
    customerWrites(hotel, { workspaceId: hotel.workspaceId, channelId, waId, text, at });
  const read = async (id = thread.id) =>
    (await hotel.owner("GET", `/threads/${id}`)).body as unknown as Thread;
  const readWait = async () => {
    const { body } = await hotel.owner("GET", `/threads/${thread.id}`);
    const { unanswered, waitingSince, waitingFor } = body;
    return { unanswered, waitingSince, waitingFor };
  };
  const edit = (change: object, version = thread.version) =>
    hotel.owner("PATCH", `/threads/${thread.id}`, { version, ...change });
  const change = async (changes: object[]) => {
    const { status, body } = await hotel.owner("POST", "/threads/changes", { changes });
    expect(status).toBe(200);
    return body.items as Result[];
  };
  /** What the thread tells of the work on it, oldest first. */
  const lines = async () => {
    const { body } = await hotel.owner("GET", `/threads/${thread.id}/messages`);
    type Line = { kind: string; author: { name: string } | null; payload: Record<string, unknown> };
    return (body.items as Line[])
      .filter(({ kind }) => kind === "system")
      .map(({ author, payload }) => [author?.name ?? null, payload])
      .reverse();
  };
  const view = async (query: string) => {
    const { body } = await hotel.owner("GET", `/threads?limit=100&${query}`);
    return (body.items as Thread[]).map(({ id }) => id);
  };

  it("each change moves the version and stands in the thread with who made it", async () => {
    await edit({ assigneeId: hotel.ownerId });
    await edit({ status: "snoozed", snoozedUntil: later }, thread.version + 1);
    await edit({ status: "open", addTagIds: [tagId] }, thread.version + 2);
    await edit({ removeTagIds: [tagId], status: "resolved" }, thread.version + 3);
    const { body } = await edit({ status: "open" }, thread.version + 4);
    expect(body).toMatchObject({ version: thread.version + 5, status: "open", snoozedUntil: null });
    const by = "Lucía Ferrer";
    expect(await lines()).toEqual([
      [by, { work: "assigned", userId: hotel.ownerId, name: by }],
      [by, { work: "snoozed", until: later }],
      [by, { work: "woken" }],
      [by, { work: "tagged", tags: ["Grupo"] }],
      [by, { work: "resolved" }],
      [by, { work: "untagged", tags: ["Grupo"] }],
      [by, { work: "reopened" }],
    ]);
  });

  it("work on a thread leaves its preview alone", async () => {
    await edit({ assigneeId: hotel.ownerId });
    expect((await read()).lastMessage.id).toBe(thread.lastMessage.id);
  });

  it("a change that changes nothing leaves version and thread alone", async () => {
    const { status, body } = await edit({ status: "open" });
    expect([status, body.version]).toEqual([200, thread.version]);
    expect(await lines()).toEqual([]);
  });

  it("a snooze needs a time that is still to come", async () => {
    for (const snoozedUntil of [undefined, new Date(start).toISOString(), "2099-01-01T00:00:00.000Z"]) {
      const { status, body } = await edit({ status: "snoozed", snoozedUntil });
      expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    }
    expect((await read()).version).toBe(thread.version);
  });

  it("a snoozed thread wakes exactly at its time, once, and comes up in the list", async () => {
    await edit({ status: "snoozed", snoozedUntil: later });
    const wake = () => wakeThreads(hotel.ctx, [hotel.workspaceId]);
    hotel.clock.now = Date.parse(later) - 1;
    await wake();
    expect(await read()).toMatchObject({ status: "snoozed", snoozedUntil: later });
    hotel.clock.now = Date.parse(later);
    // As two processes that look at the same moment.
    await Promise.all([wake(), wake()]);
    expect(await read()).toMatchObject({ status: "open", snoozedUntil: null, lastActivityAt: later });
    expect((await lines()).slice(1)).toEqual([[null, { work: "woken", by: "time" }]]);
  });

  it("a snoozed thread that another one took in wakes nobody", async () => {
    await edit({ status: "snoozed", snoozedUntil: later });
    const { db, workspaceId } = hotel;
    await withWorkspaces(db, [workspaceId], (db) =>
      db.execute({ text: "update threads set merged_into = id where id = $1", values: [thread.id] }),
    );
    const at = { workspaceIds: [workspaceId], now: Date.parse(later) };
    expect(await withWorkspaces(db, [workspaceId], (db) => listWorkspacesToWake(db, at))).toEqual([]);
  });

  it.each([
    ["snoozed", "woken"],
    ["resolved", "reopened"],
    ["pending", "opened"],
  ])("a message of the customer opens a %s thread at once", async (status, work) => {
    await edit({ status, ...(status === "snoozed" ? { snoozedUntil: later } : {}) });
    const before = await read();
    await write("¿Hola?", start + minuteMs);
    expect(await read()).toMatchObject({
      status: "open",
      snoozedUntil: null,
      unanswered: true,
      version: before.version + 1,
    });
    expect((await lines()).at(-1)).toEqual([null, { work, by: "customer" }]);
  });

  it("a message of the customer says nothing of an open thread, and no edit is stale for it", async () => {
    await write("¿Hola?", start + minuteMs);
    expect(await lines()).toEqual([]);
    expect((await edit({ assigneeId: hotel.ownerId })).status).toBe(200);
  });

  it("who resolves or snoozes without having seen the customer's last message is told so", async () => {
    await write("¡Espera!", start + minuteMs);
    const seenMessageId = thread.lastMessage.id;
    for (const put of [{ status: "resolved" }, { status: "snoozed", snoozedUntil: later }]) {
      const { status, body } = await edit({ ...put, seenMessageId });
      expect([status, body.code]).toEqual([409, "STALE_VERSION"]);
    }
    expect((await edit({ assigneeId: hotel.ownerId, seenMessageId })).status).toBe(200);
    const now = await read();
    const { status } = await edit({ status: "resolved", seenMessageId: now.lastMessage.id }, now.version);
    expect(status).toBe(200);
  });

  it("several threads are changed at once, and what is stale or unknown is named and left alone", async () => {
    const other = (await view("status=open")).find((id) => id !== thread.id) ?? "";
    const { version } = await read(other);
    const unknown = "00000000-0000-4000-8000-000000000000";
    const results = await change([
      { id: thread.id, version: thread.version - 1, status: "resolved" },
      { id: other, version, status: "resolved", addTagIds: [tagId] },
      { id: unknown, version: 1, status: "resolved" },
    ]);
    expect(results.map(({ result }) => result)).toEqual(["stale", "changed", "missing"]);
    expect(results.map((one) => one.thread?.status)).toEqual(["open", "resolved", undefined]);
    expect(results[1]?.thread).toMatchObject({ version: version + 1, tags: [{ id: tagId, name: "Grupo" }] });
    expect(await read()).toMatchObject({ status: "open", version: thread.version });
  });

  it("the inverse of a change undoes it, unless somebody changed the thread meanwhile", async () => {
    const [done] = await change([{ id: thread.id, version: thread.version, assigneeId: hotel.ownerId }]);
    const undo = { id: thread.id, version: done?.thread?.version, assigneeId: null };
    await edit({ addTagIds: [tagId] }, done?.thread?.version);
    expect((await change([undo]))[0]?.result).toBe("stale");
    expect((await change([{ ...undo, version: thread.version + 2 }]))[0]?.thread?.assignee).toBe(null);
  });

  it.each([
    [takenBackMs, true],
    [takenBackMs + 1, false],
  ])("who resolves and takes it back after %i ms: the customer waits as before: %s", async (ms, waits) => {
    const before = await readWait();
    await edit({ status: "resolved" });
    expect(await readWait()).toEqual({ unanswered: false, waitingSince: null, waitingFor: null });
    await edit({ addTagIds: [tagId] }, thread.version + 1);
    hotel.clock.now += ms;
    await edit({ status: "open" }, thread.version + 2);
    expect(await readWait()).toEqual(waits ? before : expect.objectContaining({ unanswered: false }));
  });

  it("what was answered before it was taken back waits no more", async () => {
    await edit({ status: "resolved" });
    const body = { kind: "text", channelId, clientId: crypto.randomUUID(), text: "Sí" };
    expect((await hotel.owner("POST", `/threads/${thread.id}/messages`, body)).status).toBe(202);
    const { version } = await read();
    await edit({ status: "open" }, version);
    expect((await readWait()).unanswered).toBe(false);
  });

  it("the same thread twice in one request is changed once", async () => {
    const { id, version } = thread;
    const results = await change([
      { id, version, status: "pending" },
      { id, version, status: "resolved" },
    ]);
    expect(results.map(({ result }) => result)).toEqual(["changed", "stale"]);
  });

  it("two agents at the same moment: one change holds, the other is told", async () => {
    const both = await Promise.all([edit({ status: "resolved" }), edit({ status: "pending" })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("the list can be narrowed to a tag and to a status", async () => {
    await edit({ addTagIds: [tagId], status: "pending" });
    expect(await view(`tag=${tagId}`)).toContain(thread.id);
    expect(await view(`tag=${tagId}&status=pending`)).toEqual([thread.id]);
    expect(await view(`tag=${tagId}&status=snoozed`)).toEqual([]);
    await edit({ removeTagIds: [tagId] }, thread.version + 1);
    expect(await view(`tag=${tagId}`)).not.toContain(thread.id);
  });

  it("a removed tag leaves its threads", async () => {
    const { body } = await hotel.owner("POST", "/tags", { name: "Para quitar", color: "grey" });
    await edit({ addTagIds: [body.id] });
    expect((await read()).tags).toHaveLength(1);
    await hotel.owner("DELETE", `/tags/${body.id}`);
    expect((await read()).tags).toEqual([]);
  });

  it("a thread can be marked as unread again", async () => {
    await hotel.owner("POST", `/threads/${thread.id}/read`);
    expect((await hotel.owner("POST", `/threads/${thread.id}/unread`)).status).toBe(204);
    expect((await read()).unread).toBe(1);
    await write("¿Hola?", start + minuteMs);
    await hotel.owner("POST", `/threads/${thread.id}/unread`);
    expect((await read()).unread).toBe(2);
  });
});
