import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { dayMs, hourMs } from "#domain/time.ts";
import { toTimestamp } from "#server/db/column-types.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { dropDay, listDaysBefore } from "#server/db/drop-day.ts";
import { ensurePartitions, holdPartitions } from "#server/db/partitions.ts";
import { indexWorkspace } from "#server/features/search/index-workspace.ts";
import { newId } from "#server/ids.ts";
import { dropOldDays } from "#server/jobs/drop-old-days.ts";
import { eventually } from "../support/eventually.ts";
import { type OpenStream, openStream } from "../support/read-stream.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

const keepDays = { journal: 30, events: 7 };
/** The day whose last moment is exactly 30 days before the clock of the tests. */
const now = Date.parse("2031-05-31T00:00:00Z");
const lastDropped = Date.parse("2031-04-30T12:00:00Z");

let hotel: Hotel;
let owner: pg.Pool;
let channelId: string;
const streams: OpenStream[] = [];

beforeAll(async () => {
  hotel = await startHotel();
  channelId = await addNumber(hotel, hotel.workspaceId);
  owner = new pg.Pool({ connectionString: hotel.database.ownerUrl, max: 2, options: "-c timezone=UTC" });
  for (let day = Date.parse("2031-04-20"); day < now; day += 9 * dayMs) {
    await ensurePartitions(owner, day);
  }
  hotel.clock.now = now;
});

afterEach(() => {
  for (const stream of streams.splice(0)) {
    stream.close();
  }
});

afterAll(async () => {
  await owner.end();
  await hotel.close();
});

const run = () => dropOldDays(hotel.ctx, { owner, keepDays, workspaceIds: [hotel.workspaceId] });

function query<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  return withWorkspaces(hotel.db, [hotel.workspaceId], (db) => db.query<Row>({ text, values }));
}

async function journal(at: number): Promise<string> {
  const id = newId();
  await query(
    "insert into webhook_journal (workspace_id, id, received_at, source, body) values ($1, $2, $3, 'email', 'raw')",
    [hotel.workspaceId, id, toTimestamp(at)],
  );
  return id;
}

/** A file that has yet to be taken out of a mail. */
async function waitForFileOf(journalId: string, at: number): Promise<string> {
  const id = newId();
  await query(
    `insert into attachments (workspace_id, id, message_id, position, type, part, journal_id, journal_received_at)
     values ($1, $2, $3, 0, 'application/pdf', 1, $4, $5)`,
    [hotel.workspaceId, id, newId(), journalId, toTimestamp(at)],
  );
  return id;
}

const kept = async () =>
  (await query<{ id: string }>("select id from webhook_journal")).map(({ id }) => id).sort();

const days = async (table: string) =>
  (await listDaysBefore(owner, table, Number.POSITIVE_INFINITY)).map(({ partition }) => partition);

const write = (at: number, text = "hola") =>
  customerWrites(hotel, { workspaceId: hotel.workspaceId, channelId, waId: "34600900001", text, at });

async function lastSeq(): Promise<number> {
  const [row] = await query<{ seq: number }>("select event_seq as seq from workspace_counters");
  return row?.seq ?? 0;
}

async function open(lastEventId: number): Promise<OpenStream> {
  const { body } = await hotel.owner("POST", "/api-keys", { name: "stream", scopes: ["read"] });
  const stream = await openStream(`${hotel.url}/api/v1/events`, {
    authorization: `Bearer ${String(body.key)}`,
    "last-event-id": String(lastEventId),
  });
  streams.push(stream);
  return stream;
}

it("a day of the journal is dropped 30 whole days after its end, and no moment sooner", async () => {
  const old = await journal(lastDropped);
  const young = await journal(lastDropped + dayMs);
  hotel.clock.now = now - 1;
  await run();
  expect(await kept()).toEqual([old, young].sort());
  hotel.clock.now = now;
  await run();
  expect(await kept()).toEqual([young]);
  expect((await days("webhook_journal"))[0]).toBe("webhook_journal_20310501");
  expect((await days("events"))[0]).toBe("events_20310524");
});

it("a body stays with its day until its files are stored, wherever it stands", async () => {
  await ensurePartitions(owner, lastDropped);
  const inDay = await journal(lastDropped);
  const inDefault = await journal(Date.parse("2031-01-01T12:00:00Z"));
  const files = [
    await waitForFileOf(inDay, lastDropped),
    await waitForFileOf(inDefault, Date.parse("2031-01-01T12:00:00Z")),
  ];
  await run();
  expect(await kept()).toEqual(expect.arrayContaining([inDay, inDefault]));
  await query("update attachments set state = 'stored' where id = any($1::uuid[])", [files]);
  await run();
  expect(await kept()).not.toContain(inDay);
  expect(await kept()).not.toContain(inDefault);
});

it("what waits in quarantine keeps its bytes when its day is gone", async () => {
  await query(
    `insert into quarantine (workspace_id, id, source, reason, detail, body, received_at, quarantined_at)
     values ($1, $2, 'whatsapp', 'refused-by-rules', '', 'raw', $3, $3)`,
    [hotel.workspaceId, newId(), toTimestamp(lastDropped - 90 * dayMs)],
  );
  await run();
  expect(await query("select convert_from(body, 'UTF8') as body from quarantine")).toEqual([{ body: "raw" }]);
});

it("nothing is dropped while a backup reads, or while somebody reads the day; nobody waits behind it", async () => {
  await ensurePartitions(owner, lastDropped);
  const old = await journal(lastDropped);
  const reader = new pg.Client({ connectionString: hotel.database.ownerUrl });
  await reader.connect();
  try {
    await reader.query("begin; select from webhook_journal limit 0");
    await run();
    await journal(lastDropped + dayMs);
    expect(await kept()).toContain(old);
    await reader.query("commit");
    await holdPartitions(reader);
    await run();
    expect(await kept()).toContain(old);
  } finally {
    await reader.end();
  }
  await eventually(async () => {
    await run();
    return !(await kept()).includes(old);
  });
});

it("a day whose dropping is broken off is there as before", async () => {
  await ensurePartitions(owner, lastDropped);
  const old = await journal(lastDropped);
  const [day] = await listDaysBefore(owner, "webhook_journal", now - 30 * dayMs).then((all) => all.slice(-1));
  if (day === undefined) {
    throw new Error("There is no old day");
  }
  const broken = dropDay(owner, "webhook_journal", day, () => Promise.reject(new Error("killed here")));
  await expect(broken).rejects.toThrow("killed here");
  expect(await kept()).toContain(old);
  await run();
  expect(await kept()).not.toContain(old);
});

it("P6 a reader that missed events which are gone loads afresh; one that missed fewer catches up", async () => {
  await write(now - 8 * dayMs);
  const first = await lastSeq();
  await write(now - 8 * dayMs + hourMs);
  await write(now - hourMs);
  const kept = await lastSeq();
  await write(now);
  await run();
  const last = await lastSeq();
  const away = await open(first - 1);
  expect(await away.next()).toEqual({ id: last, event: "reset", data: { kind: "reset" } });
  const back = await open(kept - 1);
  expect((await back.until(last)).map(({ event }) => event)).toEqual(["ready", "message", "message"]);
});

it("P6 it loads afresh too when a day in the midst is gone because a clock had stepped back", async () => {
  await write(now - hourMs);
  const first = await lastSeq();
  await write(now - 9 * dayMs);
  await write(now);
  await run();
  const stream = await open(first);
  expect(await stream.next()).toMatchObject({ event: "ready" });
  expect(await stream.next()).toMatchObject({ id: await lastSeq(), event: "reset" });
  await write(now, "y sigue");
  expect(await stream.next()).toMatchObject({ id: await lastSeq(), event: "message" });
});

it("what was said in events that nobody read is searchable although their day is gone", async () => {
  await indexWorkspace(hotel.ctx, hotel.workspaceId);
  await write(now - hourMs, "camelia");
  await write(now - 9 * dayMs, "nenúfar");
  await write(now - hourMs, "orquídea");
  await run();
  await indexWorkspace(hotel.ctx, hotel.workspaceId);
  await write(now - 9 * dayMs, "jazmín");
  await run();
  await indexWorkspace(hotel.ctx, hotel.workspaceId);
  for (const word of ["camelia", "nenúfar", "orquídea", "jazmín"]) {
    const { body } = await hotel.owner("GET", `/search?q=${encodeURIComponent(word)}`);
    expect(body).toMatchObject({ messages: [{ excerpt: word }] });
  }
});
