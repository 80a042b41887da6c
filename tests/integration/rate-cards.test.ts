import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { apply, charge, chargesOf, sendAndDeliver } from "../support/charged-message.ts";
import { watchStalls } from "../support/stall-watch.ts";
import { addColleague, addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

const head = "currency,effective_from,market,category,rate,tier_from,tier_to,source";
const csv = (...rows: string[]) => [head, ...rows].join("\n");

describe("rate cards", () => {
  let hotel: Hotel;
  let channelId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
  });
  afterAll(() => hotel.close());

  const importCards = (text: string) => hotel.owner("POST", "/rate-cards", { csv: text });
  const list = async () => (await hotel.owner("GET", "/rate-cards")).body.items as Record<string, unknown>[];

  it("that come with the product are listed, the youngest first, and shown whole", async () => {
    const items = await list();
    expect(items.map(({ id }) => id)).toEqual([
      "usd-2026-10-01",
      "usd-2026-07-01",
      "usd-2026-01-01",
      "usd-2025-10-01",
      "usd-2025-07-01",
    ]);
    const { body } = await hotel.owner("GET", "/rate-cards/usd-2026-10-01");
    expect(body.rows).toContainEqual({
      market: "Spain",
      category: "utility",
      tierFrom: 1,
      tierTo: null,
      rate: "0.020000",
    });
    expect((await hotel.owner("GET", `/rate-cards/${newId()}`)).status).toBe(404);
  });

  it("are previewed: what changes, what is odd, what stops it; nothing is stored", async () => {
    const { body } = await hotel.owner("POST", "/rate-cards/preview", {
      csv: csv(
        "USD,2027-01-05,Spain,utility,0.0210,,,invented",
        "USD,2027-01-05,Atlantis,utility,0.01,,,invented",
      ),
    });
    expect(body.problems).toMatchObject([
      { line: 2, code: "date-unusual", isStopping: false },
      { line: 3, code: "date-unusual", isStopping: false },
      { line: 3, code: "market-unknown", isStopping: false },
    ]);
    const [card] = body.cards as { changes: object[]; replaces: object }[];
    expect(card?.replaces).toMatchObject({ id: "usd-2026-10-01" });
    expect(card?.changes).toContainEqual({
      market: "Spain",
      category: "utility",
      tierFrom: 1,
      tierTo: null,
      before: { rate: "0.020000" },
      after: { rate: "0.021000" },
    });
    expect(card?.changes).toContainEqual(expect.objectContaining({ market: "France", after: null }));
    expect(await list()).toHaveLength(5);
  });

  it("with a mistake are refused as a whole, with the line", async () => {
    const { status, body } = await importCards(
      csv("EUR,2026-01-01,Spain,utility,0.02,,,x", "EUR,2026-01-01,Spain,utility,0.03,,,x"),
    );
    expect([status, body.code]).toEqual([422, "RATE_CARD_WRONG"]);
    expect(body.details).toMatchObject({ problems: [{ line: 3, code: "twice" }] });
    expect(await list()).toHaveLength(5);
  });

  it("of which every line is wrong hold up nobody else", async () => {
    const stalls = watchStalls();
    const from = Date.now();
    const { status, body } = await hotel.owner("POST", "/rate-cards/preview", {
      csv: csv(...Array.from({ length: 5_000 }, () => "bad,bad,,bad,bad,bad,bad,")),
    });
    expect([status, body.cards]).toEqual([200, []]);
    expect(stalls.longestBetween(from, Date.now())).toBeLessThan(2_000);
    stalls.stop();
  });

  it("M13 of a currency without a card cost nobody knows what, until it is imported; then they are priced", async () => {
    const euros = await addNumber(hotel, hotel.workspaceId, { providerId: "1001", accountRef: "2001" });
    expect((await hotel.owner("PATCH", `/channels/${euros}`, { currency: "EUR" })).body.billing).toEqual({
      currency: "EUR",
      timeZone: "Europe/Madrid",
    });
    const message = await sendAndDeliver(hotel, {
      channelId: euros,
      waId: "34600900010",
      at: "2026-03-10T10:00:00Z",
    });
    expect(await charge(hotel, message)).toMatchObject({
      state: "confirmed",
      amount: null,
      currency: "EUR",
      reason: "card-missing",
    });
    const { status, body } = await importCards(csv("EUR,2026-01-01,Spain,utility,0.0170,,,invented"));
    expect(status).toBe(201);
    const [imported] = body.items as { id: string }[];
    expect(imported).toMatchObject({
      origin: "imported",
      importedBy: "Lucía Ferrer",
      markets: 1,
      superseded: false,
    });
    const lines = await chargesOf(hotel, message);
    expect(lines.at(-1)).toMatchObject({
      amount: 17_000,
      card: imported?.id,
      reason: null,
      state: "confirmed",
    });
    expect(lines.map(({ amount }) => amount)).toEqual([null, null, 17_000]);
  });

  it("M13 whose import broke off before all was priced price the rest when they are imported again", async () => {
    const pounds = await addNumber(hotel, hotel.workspaceId, { providerId: "1002", accountRef: "2002" });
    await hotel.owner("PATCH", `/channels/${pounds}`, { currency: "GBP" });
    const at = "2026-03-10T10:00:00Z";
    const message = await sendAndDeliver(hotel, { channelId: pounds, waId: "34600900020", at });
    const admin = new pg.Client({ connectionString: hotel.database.ownerUrl });
    await admin.connect();
    await admin.query("alter table charges add constraint broken_off check (false) not valid");
    const text = csv("GBP,2026-01-01,Spain,utility,0.0160,,,invented");
    expect((await importCards(text)).status).toBe(500);
    await admin.query("alter table charges drop constraint broken_off");
    await admin.end();
    const again = await importCards(text);
    expect([again.status, again.body.code]).toEqual([409, "RATE_CARD_UNCHANGED"]);
    expect(await charge(hotel, message)).toMatchObject({ amount: 16_000, currency: "GBP" });
  });

  it("are never edited: a later import of the same day is another card, and what was charged keeps its own", async () => {
    const send = (waId: string, at: string) => sendAndDeliver(hotel, { channelId, waId, at });
    const before = await send("34600900011", "2026-03-11T10:00:00Z");
    const { body } = await importCards(csv("USD,2026-01-01,Spain,utility,0.0300,,,invented"));
    const [imported] = body.items as { id: string }[];
    const after = await send("34600900012", "2026-03-11T11:00:00Z");
    expect(await charge(hotel, before)).toMatchObject({ amount: 20_000, card: "usd-2026-01-01" });
    expect(await charge(hotel, after)).toMatchObject({ amount: 30_000, card: imported?.id });
    const items = await list();
    expect(items.find(({ id }) => id === "usd-2026-01-01")).toMatchObject({ superseded: true });
    expect(items.find(({ id }) => id === imported?.id)).toMatchObject({ superseded: false });
  });

  it("that change nothing are refused, so that a second click does no harm", async () => {
    const again = await importCards(csv("USD,2026-01-01,Spain,utility,0.0300,,,invented"));
    expect([again.status, again.body.code]).toEqual([409, "RATE_CARD_UNCHANGED"]);
  });

  it("§1.7 with tiers: the message that passes a limit costs the next tier's rate, and Meta's word goes before our count", async () => {
    await importCards(
      csv(
        "USD,2026-02-01,United Kingdom,utility,0.0220,1,2,invented",
        "USD,2026-02-01,United Kingdom,utility,0.0200,3,10,invented",
        "USD,2026-02-01,United Kingdom,utility,0.0180,11,MAX,invented",
      ),
    );
    const amounts: unknown[] = [];
    const send = async (minute: string) => {
      const message = await sendAndDeliver(hotel, {
        channelId,
        waId: `4477009001${minute}`,
        at: `2026-03-12T10:${minute}:00Z`,
      });
      amounts.push((await charge(hotel, message)).amount);
    };
    await send("01");
    await send("02");
    await send("03");
    const reached = (at: string) => ({
      type: "volume-tier" as const,
      workspaceId: hotel.workspaceId,
      accountRef: "2000",
      tier: {
        month: "2026-03",
        market: "United Kingdom",
        category: "utility" as const,
        from: 11,
        at: Date.parse(at),
      },
      at: Date.parse(at),
    });
    await apply(hotel, hotel.clock.now, reached("2026-03-12T10:30:00Z"), reached("2026-03-12T10:05:00Z"));
    await send("04");
    await send("06");
    expect(amounts).toEqual([22_000, 22_000, 20_000, 20_000, 18_000]);
  });

  it("the price before sending is that of the imported card, with its date", async () => {
    const at = Date.parse("2026-03-13T10:00:00Z");
    await customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId: "34600900013",
      text: "Hola",
      at,
    });
    hotel.clock.now = at;
    const { body } = await hotel.owner("GET", "/threads");
    const threads = body.items as { id: string; windows: { channelId: string }[] }[];
    const threadId = threads.find(({ windows }) => windows.some((one) => one.channelId === channelId))?.id;
    const estimate = await hotel.owner("POST", "/prices/estimate", { threadId, channelId, kind: "text" });
    expect(estimate.body).toMatchObject({ currency: "USD", amount: "0.000000", marketAssumed: false });
  });

  it("an account's currency may be put right until something is charged, for all its numbers", async () => {
    const one = await addNumber(hotel, hotel.workspaceId, { providerId: "1011", accountRef: "2011" });
    const other = await addNumber(hotel, hotel.workspaceId, { providerId: "1012", accountRef: "2011" });
    const billedIn = async (id: string) => {
      const { items } = (await hotel.owner("GET", "/channels")).body as {
        items: { id: string; billing: { currency: string } }[];
      };
      return items.find((channel) => channel.id === id)?.billing.currency;
    };
    const say = (currency: string) => hotel.owner("PATCH", `/channels/${one}`, { currency });
    expect((await say("MXN")).status).toBe(200);
    expect((await say("EUR")).status).toBe(200);
    expect(await billedIn(other)).toBe("EUR");
    // A message at the other number of the account is one of the account.
    const message = await sendAndDeliver(hotel, {
      channelId: other,
      waId: "34600900011",
      at: "2026-03-11T10:00:00Z",
    });
    expect(await charge(hotel, message)).toMatchObject({ currency: "EUR", amount: 17_000 });
    expect(await say("USD")).toMatchObject({
      status: 409,
      body: { code: "CURRENCY_FIXED", details: { because: "charged", currency: "EUR" } },
    });
    expect(await billedIn(one)).toBe("EUR");
    expect((await say("EUR")).status).toBe(200);
  });

  it("the workspace's currency, which counts where nobody told another, is fixed likewise", async () => {
    const id = await addNumber(hotel, hotel.workspaceId, { providerId: "1021", accountRef: "2021" });
    const change = async (currency: string) => {
      const { workspace } = (await hotel.owner("GET", "/session")).body as { workspace: { version: number } };
      return hotel.owner("PATCH", "/workspace", { version: workspace.version, currency });
    };
    await sendAndDeliver(hotel, { channelId: id, waId: "34600900012", at: "2026-03-11T10:00:00Z" });
    expect(await change("GBP")).toMatchObject({
      status: 409,
      body: { code: "CURRENCY_FIXED", details: { because: "charged", currency: "USD" } },
    });
    expect((await change("USD")).status).toBe(200);
    expect((await hotel.owner("PATCH", `/channels/${id}`, { currency: "GBP" })).body.code).toBe(
      "CURRENCY_FIXED",
    );
  });

  it("an account is billed in one currency for ever", async () => {
    const { items } = (await hotel.owner("GET", "/channels")).body as {
      items: { id: string; providerId: string }[];
    };
    const id = items.find(({ providerId }) => providerId === "1001")?.id;
    const { status, body } = await hotel.owner("PATCH", `/channels/${id}`, { currency: "USD" });
    expect([status, body.code]).toEqual([409, "CURRENCY_FIXED"]);
  });

  it("are imported by owners alone, and seen by everybody", async () => {
    const colleague = await addColleague(hotel);
    expect((await colleague("GET", "/rate-cards")).status).toBe(200);
    expect((await colleague("POST", "/rate-cards", { csv: head })).status).toBe(403);
    expect((await colleague("POST", "/rate-cards/preview", { csv: head })).status).toBe(403);
  });
});
