import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Item = {
  id: string;
  customer: { name: string };
  status: string;
  waitingSince: string | null;
  waitingFor: { channelId: string; identityId: string } | null;
};
type Page = { items: Item[]; nextCursor: string | null };

const now = Date.parse("2026-03-10T18:02:00+01:00");

let hotel: Hotel;
let channelId: string;

beforeAll(async () => {
  hotel = await startHotel();
  channelId = await addNumber(hotel, hotel.workspaceId);
  hotel.clock.now = now;
});

afterAll(() => hotel.close());

async function page(query: string): Promise<Page> {
  const { status, body } = await hotel.owner("GET", `/threads?${query}`);
  expect(status).toBe(200);
  return body as Page;
}

async function names(query: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const next: Page = await page(`limit=2&${query}${cursor === null ? "" : `&cursor=${cursor}`}`);
    found.push(...next.items.map(({ customer }) => customer.name));
    cursor = next.nextCursor;
  } while (cursor !== null);
  return found;
}

let customers = 0;

/** A customer whose last message is this old. */
async function writes(name: string, ageMs: number): Promise<void> {
  customers += 1;
  const waId = `346009002${String(customers).padStart(2, "0")}`;
  const message = { workspaceId: hotel.workspaceId, channelId, waId, name, text: "Hola" };
  await customerWrites(hotel, { ...message, at: now - ageMs });
}

async function edit(name: string, change: object): Promise<void> {
  const thread = (await page("limit=100")).items.find(({ customer }) => customer.name === name);
  const { body } = await hotel.owner("GET", `/threads/${thread?.id}`);
  const { status } = await hotel.owner("PATCH", `/threads/${thread?.id}`, {
    version: body.version,
    ...change,
  });
  expect(status).toBe(200);
}

describe("views of the inbox", () => {
  beforeAll(async () => {
    await writes("Fresh", minuteMs);
    await writes("Soon", 22 * hourMs + minuteMs);
    await writes("Last", 24 * hourMs - 1000);
    await writes("Just lost", 24 * hourMs);
    await writes("Long lost", 90 * hourMs);
    await writes("Resolved", 25 * hourMs);
    await edit("Resolved", { status: "resolved", assigneeId: hotel.ownerId });
    await edit("Soon", { assigneeId: hotel.ownerId });
  });

  it("lists windows that are lost, the one that ran out last first; closed is exactly 24 hours (D10, W10)", async () => {
    expect(await names("view=lost")).toEqual(["Just lost", "Long lost"]);
    expect(await names("view=closing")).toEqual(["Last", "Soon", "Fresh"]);
  });

  it("no longer calls a window lost once the thread does not wait", async () => {
    await writes("Answered", 30 * hourMs);
    expect(await names("view=lost")).toContain("Answered");
    await edit("Answered", { status: "resolved" });
    expect(await names("view=lost")).toEqual(["Just lost", "Long lost"]);
  });

  it("calls a window lost that the provider closed while the thread waits (W9)", async () => {
    const close = (at: number | null) =>
      withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
        db.execute({
          text: `update windows w set refused_attempt_at = $2 from threads t join customers c
            on c.workspace_id = t.workspace_id and c.id = t.customer_id
            where w.workspace_id = $1 and t.workspace_id = $1 and t.id = w.thread_id and c.name = 'Fresh'`,
          values: [hotel.workspaceId, at === null ? null : new Date(at).toISOString()],
        }),
      );
    await close(now);
    expect(await names("view=lost")).toEqual(["Fresh", "Just lost", "Long lost"]);
    expect(await names("view=closing")).toEqual(["Last", "Soon"]);
    await close(null);
  });

  it("has the threads of one status in order, and of all statuses merged in order", async () => {
    const open = ["Fresh", "Soon", "Last", "Just lost", "Long lost"];
    expect(await names("status=open")).toEqual(open);
    expect(await names("status=resolved")).toEqual(["Resolved", "Answered"]);
    expect(await names("")).toEqual([
      "Fresh",
      "Soon",
      "Last",
      "Just lost",
      "Resolved",
      "Answered",
      "Long lost",
    ]);
    expect(await names("view=mine")).toEqual(["Soon", "Resolved"]);
    expect(await names("view=mine&status=open")).toEqual(["Soon"]);
    expect(await names("view=unassigned&status=resolved")).toEqual(["Answered"]);
    expect(await names("view=unanswered&status=resolved")).toEqual([]);
  });

  it("tells since when and in which window a customer waits", async () => {
    const { items } = await page("view=unanswered&limit=1");
    expect(items[0]).toMatchObject({
      customer: { name: "Long lost" },
      waitingSince: new Date(now - 90 * hourMs).toISOString(),
      waitingFor: { channelId },
    });
    const resolved = (await page("status=resolved")).items[0];
    expect([resolved?.waitingSince, resolved?.waitingFor]).toEqual([null, null]);
  });

  it("looks again at named threads and gives those that belong to the view", async () => {
    const { items } = await page("limit=100");
    const ids = items.map(({ id }) => id).join(",");
    const some = items.filter(({ customer }) => /Fresh|Resolved|Long/.test(customer.name));
    const query = some.map(({ id }) => id).join(",");
    expect(await names(`view=lost&ids=${ids}`)).toEqual(["Just lost", "Long lost"]);
    expect(await names(`ids=${query}`)).toEqual(["Fresh", "Resolved", "Long lost"]);
    expect(await names(`status=open&ids=${query}`)).toEqual(["Fresh", "Long lost"]);
    expect(await names(`ids=${newId()}`)).toEqual([]);
  });

  it.each([
    ["an id that is none", "ids=x"],
    ["a list with a gap", `ids=${newId()},`],
    ["101 ids", `ids=${Array(101).fill(newId()).join()}`],
    ["a status that is none", "status=closed"],
  ])("refuses %s", async (_, query) => {
    expect((await hotel.owner("GET", `/threads?${query}`)).status).toBe(400);
  });

  it("counts each view as it lists it", async () => {
    const count = async (query: string) => (await hotel.owner("GET", `/threads/counts${query}`)).body;
    expect(await count("?status=open")).toEqual({
      all: 5,
      mine: 1,
      unassigned: 4,
      mentions: 0,
      unanswered: 5,
      closing: 3,
      closingSoon: 2,
      lost: 2,
    });
    expect(await count("?status=resolved")).toMatchObject({ all: 2, mine: 1, unassigned: 1, lost: 0 });
    expect(await count("")).toMatchObject({ all: 7, mine: 2, unassigned: 5, unanswered: 5 });
  });
});

describe("a workspace with very many threads", () => {
  const many = 20_000;

  beforeAll(async () => {
    const owner = new pg.Client({ connectionString: hotel.database.ownerUrl });
    await owner.connect();
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({
        text: `with people as (
            insert into customers (workspace_id, id, name, created_at)
            select $1, gen_random_uuid(), 'Huésped ' || n, now() from generate_series(1, $2::int) n returning id)
          insert into threads (workspace_id, id, customer_id, status, last_activity_at, created_at)
          select $1, gen_random_uuid(), id, 'resolved', timestamptz '2026-01-01' + row_number() over () * interval '1 minute', now()
          from people`,
        values: [hotel.workspaceId, many],
      }),
    );
    await owner.query("analyze threads");
    await owner.end();
  });

  it.each([
    "",
    "&status=open",
    "&status=resolved",
    "&view=mine&status=open",
    "&view=unassigned",
    "&view=unanswered&status=open",
    "&view=closing",
    "&view=lost",
  ])("reads few rows for a page: limit=40%s", async (query) => {
    await hotel.owner("GET", `/threads?limit=40${query}`);
    const before = await rowsRead();
    await hotel.owner("GET", `/threads?limit=40${query}`);
    const read = (await rowsRead()) - before;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(100);
  });

  it("counts no further than a thousand", async () => {
    const before = await rowsRead();
    const { body } = await hotel.owner("GET", "/threads/counts?status=resolved");
    expect(body).toMatchObject({ all: 1000, unassigned: 1000, mine: 1, unanswered: 0 });
    expect((await rowsRead()) - before).toBeLessThan(5_000);
  });

  /** Rows of threads that PostgreSQL has looked at, in tables and indexes. */
  async function rowsRead(): Promise<number> {
    const owner = new pg.Client({ connectionString: hotel.database.ownerUrl });
    await owner.connect();
    try {
      // Each connection hands in what it counted when it has been idle for a moment, or is asked to.
      await hotel.db.pool.query("select pg_stat_force_next_flush()");
      const { rows } = await owner.query<{ read: string }>(
        "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read from pg_stat_user_tables where relname = 'threads'",
      );
      return Number(rows[0]?.read ?? 0);
    } finally {
      await owner.end();
    }
  }
});
