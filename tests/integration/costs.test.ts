import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BilledBucket } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { apply, sendAndDeliver, sendOnly } from "../support/charged-message.ts";
import { type Sent, told } from "../support/record-world.ts";
import { addColleague, addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Sums = { currency: string; confirmed: string; estimated: string; messages: number };

describe("costs", () => {
  let hotel: Hotel;
  let channelId: string;
  let onItsWay: Sent;
  let billed: BilledBucket[] = [];

  beforeAll(async () => {
    const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:9", graphVersion: "v24.0" });
    hotel = await startHotel({
      adapters: [
        {
          ...adapter,
          async readBillingTerms() {
            return { currency: "USD", timeZone: null };
          },
          async readBilled(_account, { from, to }) {
            return billed.filter(({ at }) => at >= from && at < to);
          },
        },
      ],
    });
    channelId = await addNumber(hotel, hotel.workspaceId);
    const authorId = hotel.ownerId;
    const send = (waId: string, at: string, more: object = {}) =>
      sendAndDeliver(hotel, { channelId, waId, at, authorId, ...more });
    await send("34600900001", "2026-03-02T10:00:00Z");
    await send("34600900002", "2026-03-02T11:00:00Z", { category: "marketing", template: "=oferta" });
    await send("447700900001", "2026-03-03T10:00:00Z", { authorId: null });
    // 23:30 in Madrid is still the 3rd, 00:30 is the 4th.
    await send("34600900001", "2026-03-03T22:30:00Z", { template: "otra" });
    await send("34600900001", "2026-03-03T23:30:00Z", { template: "otra" });
    onItsWay = await sendOnly(hotel, {
      channelId,
      waId: "34600900003",
      at: "2026-03-04T10:00:00Z",
      authorId,
    });
    const lost = await sendOnly(hotel, {
      channelId,
      waId: "34600900003",
      at: "2026-03-04T11:00:00Z",
      authorId,
    });
    const at = Date.parse("2026-03-04T11:01:00Z");
    const failure = { reason: "not-on-whatsapp", code: "131026", detail: null } as const;
    await apply(
      hotel,
      at,
      told({ workspaceId: hotel.workspaceId, channelId }, lost, { status: "failed", at, failure }),
    );
    hotel.clock.now = Date.parse("2026-03-10T12:00:00Z");
  });
  afterAll(() => hotel.close());

  const costs = async (query: string) => (await hotel.owner("GET", `/costs${query}`)).body;
  const groups = async (by: string, query = "") => {
    const { groups: found } = await costs(`?by=${by}${query}`);
    return Object.fromEntries(
      (found as (Sums & { key: string; name: string | null })[]).map(
        ({ key, name, confirmed, estimated, messages }) => [name ?? key, [confirmed, estimated, messages]],
      ),
    );
  };

  it("are summed by day of the account, the running month unless asked; what failed is no cost", async () => {
    expect(await costs("")).toMatchObject({
      from: "2026-03-01",
      to: "2026-03-10",
      totals: [
        {
          currency: "USD",
          confirmed: "0.143500",
          estimated: "0.020000",
          adjustment: "0.000000",
          messages: 6,
          unpriced: 0,
        },
      ],
    });
    expect(await groups("day")).toEqual({
      "2026-03-02": ["0.081500", "0.000000", 2],
      "2026-03-03": ["0.042000", "0.000000", 2],
      "2026-03-04": ["0.020000", "0.020000", 2],
    });
  });

  it("by number, category, market, template and agent", async () => {
    expect(await groups("channel")).toEqual({ Recepción: ["0.143500", "0.020000", 6] });
    expect(await groups("category")).toEqual({
      marketing: ["0.061500", "0.000000", 1],
      utility: ["0.082000", "0.020000", 5],
    });
    expect(await groups("market")).toEqual({
      Spain: ["0.121500", "0.020000", 5],
      "United Kingdom": ["0.022000", "0.000000", 1],
    });
    expect(await groups("template")).toEqual({
      "=oferta": ["0.061500", "0.000000", 1],
      aviso: ["0.042000", "0.020000", 3],
      otra: ["0.040000", "0.000000", 2],
    });
    expect(await groups("agent")).toEqual({
      "Lucía Ferrer": ["0.121500", "0.020000", 5],
      none: ["0.022000", "0.000000", 1],
    });
    expect(await groups("day", "&category=marketing")).toEqual({ "2026-03-02": ["0.061500", "0.000000", 1] });
  });

  it("equal the last lines of the ledger, whatever became of the messages", async () => {
    const [sums] = await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query({
        text: `select count(*)::int as messages, sum(amount)::bigint as amount from (
            select distinct on (message_id) state, amount from charges where workspace_id = $1
            order by message_id, entry desc) l where state <> 'dropped'`,
        values: [hotel.workspaceId],
      }),
    );
    const [kept] = await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query({
        text: "select sum(messages)::int as messages, sum(amount)::bigint as amount from daily_costs where workspace_id = $1",
        values: [hotel.workspaceId],
      }),
    );
    expect(kept).toEqual(sums);
  });

  it("are asked for spans that are spans", async () => {
    for (const query of [
      "?from=2026-02-30",
      "?from=2026-03-05&to=2026-03-04",
      "?from=2024-01-01&to=2026-03-04",
      "?by=hour",
    ]) {
      expect((await costs(query)).code).toBe("INVALID_REQUEST");
    }
  });

  it("S19 are exported as a table in which no cell is a formula", async () => {
    const response = await fetch(`${hotel.url}/api/v1/costs/export`, { headers: hotel.ownerHeaders });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="costs-2026-03-01-2026-03-10.csv"',
    );
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines[0]).toBe(
      "day,number,state,category,type,market,template,agent,messages,unpriced,amount,currency",
    );
    expect(lines).toContain(
      "2026-03-02,Recepción,confirmed,marketing,regular,Spain,'=oferta,Lucía Ferrer,1,0,0.061500,USD",
    );
    expect(lines).toHaveLength(1 + 6);
  });

  it("are compared with WhatsApp's bill: what agrees is reconciled, each other bucket is one adjustment", async () => {
    const bucket = (day: string, more: Partial<BilledBucket>): BilledBucket => ({
      at: Date.parse(`${day}T12:00:00Z`),
      country: "ES",
      category: "utility",
      type: "regular",
      tier: "0:MAX",
      volume: 1,
      cost: 20_000,
      ...more,
    });
    billed = [
      bucket("2026-03-02", {}),
      bucket("2026-03-02", { category: "marketing", volume: 2, cost: 123_000 }),
      bucket("2026-03-03", {}),
      bucket("2026-03-04", { volume: 1, cost: 18_000 }),
    ];
    const { body } = await hotel.owner("POST", "/costs/reconcile");
    // The two newest days are in no bill yet: what they cost stands as it is.
    expect(body.items).toEqual([{ channelId, days: 33, problem: null }]);
    const { adjustments, reconciled, totals } = await costs("");
    const place = { channelId, currency: "USD", type: "regular" };
    expect(adjustments).toEqual([
      {
        ...place,
        day: "2026-03-02",
        market: "Spain",
        category: "marketing",
        amount: "0.061500",
        messages: 1,
        unpriced: 0,
      },
      {
        ...place,
        day: "2026-03-03",
        market: "United Kingdom",
        category: "utility",
        amount: "-0.022000",
        messages: -1,
        unpriced: 0,
      },
      {
        ...place,
        day: "2026-03-04",
        market: "Spain",
        category: "utility",
        amount: "-0.002000",
        messages: 0,
        unpriced: 0,
      },
    ]);
    expect(reconciled).toMatchObject({ buckets: 5, agreeing: 2, until: "2026-03-07" });
    expect(totals).toMatchObject([{ confirmed: "0.143500", adjustment: "0.037500" }]);
    const { groups: days } = await costs("?by=day");
    expect(days).toMatchObject([
      { adjustment: "0.061500" },
      { adjustment: "-0.022000" },
      { adjustment: "-0.002000" },
    ]);
  });

  it("and what comes later moves the difference by itself; the lines stay as they are", async () => {
    await sendAndDeliver(hotel, {
      channelId,
      waId: "34600900009",
      at: "2026-03-02T12:00:00Z",
      category: "marketing",
    });
    expect(((await costs("")).adjustments as object[]).length).toBe(2);
    billed = billed.map((one) => (one.cost === 18_000 ? { ...one, cost: 20_000 } : one));
    const { body } = await hotel.owner("POST", "/costs/reconcile");
    expect(body.items).toMatchObject([{ days: 8 }]);
    expect((await costs("")).adjustments).toMatchObject([{ day: "2026-03-03", amount: "-0.022000" }]);
  });

  it("a message still on its way on a day that was compared counts once: the day's sum is WhatsApp's", async () => {
    const day = "2026-03-04";
    const sums = async () => {
      const query = `from=${day}&to=${day}`;
      const { totals, groups: found } = await costs(`?by=category&${query}`);
      const csv = await (
        await fetch(`${hotel.url}/api/v1/costs/export?${query}`, { headers: hotel.ownerHeaders })
      ).text();
      const cells = csv
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((line) => line.split(","));
      const byState = (state: string) => cells.filter((cell) => cell[2] === state).map((cell) => cell[10]);
      return {
        totals: (totals as object[])[0],
        group: (found as object[])[0],
        replaced: byState("replaced"),
        exported: cells.reduce((sum, cell) => sum + Math.round(Number(cell[10]) * 1e6), 0),
      };
    };
    const month = async () => {
      const { currencies } = (await hotel.owner("GET", "/costs/summary")).body;
      return (currencies as object[])[0];
    };
    // WhatsApp billed one of the two; the other may still come and then counts on its day.
    const one = { confirmed: "0.020000", estimated: "0.000000", adjustment: "0.000000", messages: 2 };
    expect(await sums()).toMatchObject({ totals: one, group: one, replaced: ["0.000000"], exported: 20_000 });
    expect(await month()).toMatchObject({ estimated: "0.000000" });
    // It billed both: the one whose receipt is missing is in the adjustment alone.
    billed = billed.map((bucket) =>
      bucket.at === Date.parse(`${day}T12:00:00Z`) ? { ...bucket, volume: 2, cost: 40_000 } : bucket,
    );
    await hotel.owner("POST", "/costs/reconcile");
    const both = { ...one, adjustment: "0.020000" };
    expect(await sums()).toMatchObject({ totals: both, group: both, exported: 40_000 });
    // The receipt comes after all.
    const at = Date.parse(`${day}T10:05:00Z`);
    const place = { workspaceId: hotel.workspaceId, channelId };
    await apply(hotel, hotel.clock.now, told(place, onItsWay, { status: "delivered", at }));
    const known = { ...one, confirmed: "0.040000" };
    expect(await sums()).toMatchObject({ totals: known, group: known, replaced: [], exported: 40_000 });
  });

  it("have a budget, with a warning from 80 % and from 100 % on", async () => {
    const put = (body: object) => hotel.owner("PUT", "/settings/money", body);
    const rules = { utilityWindow: "at-delivery", freeEntryHours: 72 };
    const budget = (amount: string) => ({ ...rules, budget: { amount, currency: "USD" } });
    const state = async () => {
      const { currencies } = (await hotel.owner("GET", "/costs/summary")).body as {
        currencies: { budget: { state: string } | null }[];
      };
      return currencies[0]?.budget?.state;
    };
    expect(await state()).toBeUndefined();
    expect((await put({ ...budget("0.000000"), version: 1 })).body.code).toBe("INVALID_REQUEST");
    const spent = 143_500 + 61_500 + 20_000 - 22_000;
    for (const [amount, expected] of [
      [Math.ceil(spent / 0.8) + 1, "within"],
      [Math.floor(spent / 0.8), "near"],
      [spent, "over"],
    ] as const) {
      const { version } = (await hotel.owner("GET", "/settings/money")).body;
      expect((await put({ ...budget((amount / 1e6).toFixed(6)), version })).status).toBe(200);
      expect(await state()).toBe(expected);
    }
    expect((await put({ ...budget("1.000000"), version: 1 })).body.code).toBe("STALE_VERSION");
  });

  it("are foreseen for the running month by the mean of the last days", async () => {
    const { currencies } = (await hotel.owner("GET", "/costs/summary")).body as {
      currencies: { forecast: string }[];
    };
    // Eight whole days since the first cost: 0.225000 in them, and 22 days to come.
    expect(currencies[0]?.forecast).toBe((0.225 + (22 * 0.225) / 8 - 0.022).toFixed(6));
    const past = (await hotel.owner("GET", "/costs/summary?month=2026-02")).body;
    expect(past).toMatchObject({ currencies: [], month: "2026-02" });
  });

  it("D10 windows that were lost are counted by their end, with what reopening them cost", async () => {
    const { workspaceId } = hotel;
    const writes = (waId: string, at: string) =>
      customerWrites(hotel, { workspaceId, channelId, waId, text: "Hola", at: Date.parse(at) });
    await writes("34600900021", "2026-03-05T10:00:00Z");
    await writes("34600900022", "2026-03-05T10:00:00Z");
    await writes("34600900023", "2026-03-05T10:00:00Z");
    await writes("34600900024", "2026-03-05T10:00:00Z");
    // In time; by a template a millisecond too late; by herself; never.
    await sendAndDeliver(hotel, {
      channelId,
      waId: "34600900021",
      at: "2026-03-06T09:59:59Z",
      category: null,
    });
    await sendAndDeliver(hotel, { channelId, waId: "34600900022", at: "2026-03-06T10:00:00Z" });
    await writes("34600900023", "2026-03-06T10:00:00Z");
    const { lostWindows } = (await hotel.owner("GET", "/costs/summary")).body;
    expect(lostWindows).toEqual({
      count: 4,
      open: 2,
      reopened: 1,
      byMail: 0,
      byCustomer: 1,
      costs: [{ currency: "USD", messages: 1, amount: "0.020000", unpriced: 0 }],
    });
  });

  it("tell what free texts in time saved: what the templates would have cost that they made needless", async () => {
    const { saved } = (await hotel.owner("GET", "/costs/summary")).body;
    expect(saved).toEqual({
      inTime: [{ currency: "USD", messages: 1, amount: "0.020000", unpriced: 0 }],
      byMail: [],
    });
  });

  it("are seen by everybody; owners alone set the budget and ask for the bill", async () => {
    const agent = await addColleague(hotel);
    expect((await agent("GET", "/costs/summary")).status).toBe(200);
    expect((await agent("POST", "/costs/reconcile")).status).toBe(403);
    expect((await agent("PUT", "/settings/money", {})).status).toBe(403);
  });
});
