import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, type Hotel, startHotel } from "../support/start-api.ts";

type Line = {
  day: string;
  state: string;
  amount: number | null;
  category?: string;
  currency?: string;
  entry?: number;
};

describe("what a customer costs", () => {
  let hotel: Hotel;
  let channelId: string;
  let customer: { id: string; threadId: string };

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
  });

  afterAll(() => hotel.close());

  const newCustomer = async () => {
    const { body } = await hotel.owner("POST", "/customers", {
      name: "Ana",
      email: `${newId()}@example.com`,
    });
    customer = { id: String(body.id), threadId: String(body.threadId) };
  };

  /** A message of ours with its ledger lines and, where one is named, its conversation. */
  async function sent(at: string, lines: Line[], conversationId: string | null = null): Promise<string> {
    const id = newId();
    await withWorkspaces(hotel.db, [hotel.workspaceId], async (db) => {
      await db.execute({
        text: `insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, status,
            sent_at, received_at, counted_at, conversation_id)
          values ($1, $2, $3, 1, 'out', 'template', $4, $5, 'delivered', $6, $6, $6, $7)`,
        values: [hotel.workspaceId, id, customer.threadId, channelId, identityId, at, conversationId],
      });
      for (const [index, line] of lines.entries()) {
        const { day, state, amount, category = "utility", currency = "USD", entry = index } = line;
        await db.execute({
          text: `insert into charges (workspace_id, message_id, entry, state, amount, currency, category, pricing_type,
              source, day, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, 'regular', 'computed', $8, $9)`,
          values: [hotel.workspaceId, id, entry, state, amount, currency, category, day, at],
        });
      }
    });
    return id;
  }
  const identityId = newId();
  const costs = async (query = "") =>
    (await hotel.owner("GET", `/customers/${customer.id}/costs${query}`)).body;

  it("sums the last line of each message of the month, confirmed and estimated apart, by category", async () => {
    await newCustomer();
    const march = "2026-03-05";
    await sent("2026-03-05T10:00:00Z", [
      { day: march, state: "estimated", amount: 20_000 },
      { day: march, state: "confirmed", amount: 20_000 },
    ]);
    await sent("2026-03-05T11:00:00Z", [
      { day: march, state: "estimated", amount: 61_500, category: "marketing" },
    ]);
    await sent("2026-03-05T12:00:00Z", [
      { day: march, state: "estimated", amount: 20_000 },
      { day: march, state: "dropped", amount: 0 },
    ]);
    await sent("2026-03-05T13:00:00Z", [
      { day: march, state: "confirmed", amount: null, category: "marketing" },
    ]);
    expect(await costs()).toEqual({
      month: "2026-03",
      totals: [
        {
          currency: "USD",
          confirmed: "0.020000",
          estimated: "0.061500",
          unknown: 1,
          messages: 3,
          categories: [
            { category: "marketing", confirmed: "0.000000", estimated: "0.061500", unknown: 1, messages: 2 },
            { category: "utility", confirmed: "0.020000", estimated: "0.000000", unknown: 0, messages: 1 },
          ],
        },
      ],
    });
  });

  it("belongs to the month in which the message arrived, by the account's calendar: both sides of it", async () => {
    await newCustomer();
    await sent("2026-02-28T22:59:00Z", [{ day: "2026-02-28", state: "confirmed", amount: 1 }]);
    await sent("2026-02-28T23:00:00Z", [{ day: "2026-03-01", state: "confirmed", amount: 10 }]);
    await sent("2026-03-31T21:59:00Z", [{ day: "2026-03-31", state: "confirmed", amount: 100 }]);
    await sent("2026-03-31T21:59:59Z", [{ day: "2026-04-01", state: "confirmed", amount: 1_000 }]);
    expect(await costs("?month=2026-02")).toMatchObject({ totals: [{ confirmed: "0.000001" }] });
    expect(await costs("?month=2026-03")).toMatchObject({ totals: [{ confirmed: "0.000110" }] });
    expect(await costs("?month=2026-04")).toMatchObject({ totals: [{ confirmed: "0.001000" }] });
    expect(await costs("?month=2026-05")).toEqual({ month: "2026-05", totals: [] });
  });

  it("keeps currencies apart", async () => {
    await newCustomer();
    await sent("2026-03-05T10:00:00Z", [
      { day: "2026-03-05", state: "confirmed", amount: 5, currency: "EUR" },
    ]);
    await sent("2026-03-05T10:00:00Z", [{ day: "2026-03-05", state: "confirmed", amount: 7 }]);
    expect(await costs()).toMatchObject({
      totals: [
        { currency: "EUR", confirmed: "0.000005" },
        { currency: "USD", confirmed: "0.000007" },
      ],
    });
  });

  it("is asked for months that are months", async () => {
    for (const month of ["2026-13", "2026-00", "2026", "0000-01", "2026-1"]) {
      expect(await costs(`?month=${month}`)).toMatchObject({ code: "INVALID_REQUEST" });
    }
  });

  it("is told of each conversation, newest first, page by page, with how sure it is (K13, K14)", async () => {
    await newCustomer();
    const at = (text: string) => new Date(Date.parse(text)).toISOString();
    async function converse(startsAt: string, provisional: boolean, lines: Line[][]): Promise<string> {
      const id = newId();
      await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
        db.execute({
          text: `insert into conversations (workspace_id, id, thread_id, channel_id, identity_id, category, started_by,
              starts_at, ends_at, provisional)
            values ($1, $2, $3, $4, $5, 'utility', 'business', $6::timestamptz, $6::timestamptz + interval '24 hours', $7)`,
          values: [
            hotel.workspaceId,
            id,
            customer.threadId,
            channelId,
            identityId,
            at(startsAt),
            provisional,
          ],
        }),
      );
      for (const own of lines) {
        await sent(startsAt, own, id);
      }
      return id;
    }
    const day = "2026-03-05";
    const confirmed: Line = { day, state: "confirmed", amount: 20_000 };
    const summed = await converse("2026-03-05T10:00:00Z", false, [
      [confirmed],
      [{ day, state: "estimated", amount: 61_500 }],
    ]);
    const unknown = await converse("2026-03-06T10:00:00Z", false, [
      [confirmed],
      [{ day, state: "confirmed", amount: null }],
    ]);
    const gone = await converse("2026-03-09T17:02:00Z", true, [[{ day, state: "dropped", amount: 0 }]]);
    const open = await converse("2026-03-09T17:02:01Z", true, [[confirmed]]);
    hotel.clock.now = Date.parse("2026-03-10T17:02:00Z");
    const page = async (query: string) =>
      (await hotel.owner("GET", `/threads/${customer.threadId}/conversations${query}`)).body;
    const first = await page("?limit=2");
    expect(first.items).toMatchObject([
      { id: open, state: "provisional", cost: { amount: "0.020000", state: "confirmed", currency: "USD" } },
      { id: gone, state: "undelivered", cost: null, confirmed: false },
    ]);
    const second = await page(`?limit=2&cursor=${String(first.nextCursor)}`);
    expect(second).toMatchObject({
      items: [
        { id: unknown, state: "confirmed", messages: 2, cost: { amount: null, state: "confirmed" } },
        { id: summed, messages: 2, cost: { amount: "0.081500", state: "estimated" } },
      ],
      nextCursor: null,
    });
  });
});
