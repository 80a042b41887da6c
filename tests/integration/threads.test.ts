import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "#domain/time.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Item = {
  id: string;
  customer: { name: string; phone: string };
  windows: { state: string; closesAt: string }[];
  unread: number;
  unanswered: boolean;
  lastActivityAt: string;
  version?: number;
};

const start = Date.parse("2026-03-10T18:02:00+01:00");
const customers = 23;

describe("the inbox", () => {
  let hotel: Hotel;
  let channelId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    for (let index = 0; index < customers; index += 1) {
      const waId = `346009001${String(index).padStart(2, "0")}`;
      const name = `Cliente ${index}`;
      // In pairs at the same moment: the position of a page must tell them apart.
      const at = start - Math.floor(index / 2) * 3 * hourMs;
      await customerWrites(hotel, { workspaceId, channelId, waId, text: `Hola ${index}`, at, name });
    }
    hotel.clock.now = start + minuteMs;
  });

  afterAll(() => hotel.close());

  const page = async (query: string) => {
    const { status, body } = await hotel.owner("GET", `/threads?${query}`);
    expect(status).toBe(200);
    return body as { items: Item[]; nextCursor: string | null };
  };

  const whole = async (view: string, limit: number): Promise<Item[]> => {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const found: { items: Item[]; nextCursor: string | null } = await page(
        `view=${view}&limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}`,
      );
      items.push(...found.items);
      cursor = found.nextCursor;
    } while (cursor !== null);
    return items;
  };

  it.each([1, 2, 5, 23, 24, 100])("has every thread once and in order, in pages of %i", async (limit) => {
    const items = await whole("all", limit);
    expect(new Set(items.map(({ id }) => id)).size).toBe(customers);
    const times = items.map(({ lastActivityAt }) => lastActivityAt);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it("shows the customer, the last message and the window of each thread", async () => {
    const [first] = (await page("limit=1")).items;
    expect(first).toMatchObject({
      customer: { phone: expect.stringMatching(/^\+346009001/), email: null },
      lastMessage: { direction: "in", kind: "text", channelId, text: expect.stringMatching(/^Hola/) },
      unread: 1,
      unanswered: true,
      status: "open",
      assignee: null,
      windows: [{ channelId, state: "open", closesAt: new Date(start + 24 * hourMs).toISOString() }],
    });
  });

  it("lists unanswered threads with the longest waiting one first", async () => {
    const items = await whole("unanswered", 7);
    expect(items).toHaveLength(customers);
    expect(items.map(({ lastActivityAt }) => lastActivityAt)).toEqual(
      items.map(({ lastActivityAt }) => lastActivityAt).toSorted(),
    );
  });

  it("lists windows that close, the one with the least time left first, and none that is closed", async () => {
    const items = await whole("closing", 4);
    const closings = items.map(({ windows }) => windows[0]);
    expect(closings.every((window) => window?.state === "open")).toBe(true);
    const times = closings.map((window) => window?.closesAt ?? "");
    expect(times).toEqual(times.toSorted());
    const open = (await whole("all", 100)).filter(({ windows }) => windows[0]?.state === "open");
    expect(items.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
    expect(items.length).toBeLessThan(customers);
  });

  it("moves threads between mine and unassigned", async () => {
    const [thread] = (await page("limit=1&view=unassigned")).items;
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    const { status, body } = await hotel.owner("PATCH", `/threads/${thread?.id}`, {
      version: detail.version,
      assigneeId: hotel.ownerId,
    });
    expect([status, body.assignee]).toEqual([200, { id: hotel.ownerId, name: "Lucía Ferrer" }]);
    expect((await whole("mine", 5)).map(({ id }) => id)).toEqual([thread?.id]);
    expect(await whole("unassigned", 5)).toHaveLength(customers - 1);
  });

  it("refuses a stale edit and tells the current state (F27)", async () => {
    const [thread] = (await page("limit=1&view=unassigned")).items;
    const edit = (body: object) => hotel.owner("PATCH", `/threads/${thread?.id}`, body);
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    const { version } = detail;
    const both = await Promise.all([
      edit({ version, status: "resolved" }),
      edit({ version, assigneeId: hotel.ownerId }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({
      code: "STALE_VERSION",
      details: { version: (version as number) + 1 },
    });
  });

  it("refuses an assignee who is nobody of this workspace", async () => {
    const [thread] = (await page("limit=1")).items;
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    const { status, body } = await hotel.owner("PATCH", `/threads/${thread?.id}`, {
      version: detail.version,
      assigneeId: newId(),
    });
    expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
  });

  it("counts nothing as unread once somebody looked, and still waits for an answer", async () => {
    const thread = (await whole("unanswered", 50)).find(({ unread }) => unread > 0);
    expect((await hotel.owner("POST", `/threads/${thread?.id}/read`)).status).toBe(204);
    const { body } = await hotel.owner("GET", `/threads/${thread?.id}`);
    expect([body.unread, body.unanswered]).toEqual([0, true]);
  });

  it("resolving answers the thread", async () => {
    const [thread] = await whole("unanswered", 50);
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    await hotel.owner("PATCH", `/threads/${thread?.id}`, { version: detail.version, status: "resolved" });
    const { body } = await hotel.owner("GET", `/threads/${thread?.id}`);
    expect([body.status, body.unanswered]).toEqual(["resolved", false]);
  });

  it.each(["cursor=x", "cursor=WzEsMl0", "limit=0", "limit=101", "limit=1.5", "view=everything"])(
    "refuses a page that can't be: %s",
    async (query) => {
      const { status, body } = await hotel.owner("GET", `/threads?${query}`);
      expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    },
  );

  it("answers NOT_FOUND for a thread of nobody", async () => {
    for (const path of [`/threads/${newId()}`, `/threads/${newId()}/messages`]) {
      const { status, body } = await hotel.owner("GET", path);
      expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
    }
  });

  it("pages through the messages of a thread, newest first, also those of one moment", async () => {
    const { workspaceId } = hotel;
    const waId = "34600900999";
    for (let index = 0; index < 9; index += 1) {
      const at = start + Math.floor(index / 3) * 1000;
      await customerWrites(hotel, { workspaceId, channelId, waId, text: `m${index}`, at });
    }
    const [thread] = (await page("limit=1")).items;
    const texts: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await hotel.owner(
        "GET",
        `/threads/${thread?.id}/messages?limit=2${cursor === null ? "" : `&cursor=${cursor}`}`,
      );
      const found = body as { items: { text: string }[]; nextCursor: string | null };
      texts.push(...found.items.map(({ text }) => text));
      cursor = found.nextCursor;
    } while (cursor !== null);
    expect(texts).toEqual(["m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1", "m0"]);
  });
});
