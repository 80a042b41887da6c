import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendAndDeliver, sendOnly } from "../support/charged-message.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Item = { customer: { name: string }; category: string; startedBy: string; state: string };

describe("conversations of everybody", () => {
  let hotel: Hotel;
  let channelId: string;
  let other: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    other = await addNumber(hotel, workspaceId, { providerId: "1001", accountRef: "2001" });
    const send = (waId: string, at: string, more: object = {}) =>
      sendAndDeliver(hotel, { channelId, waId, at, ...more });
    // 23:59:59 of February and 00:00 of March in Madrid.
    await send("34600900001", "2026-02-28T22:59:59Z");
    await send("34600900002", "2026-02-28T23:00:00Z");
    await send("34600900002", "2026-02-28T23:30:00Z");
    await send("34600900003", "2026-03-02T10:00:00Z", { category: "marketing" });
    await customerWrites(hotel, {
      workspaceId,
      channelId,
      waId: "34600900004",
      // Nobody named her: she is called by her phone.
      name: null,
      text: "Hola",
      at: Date.parse("2026-03-03T10:00:00Z"),
    });
    await send("34600900004", "2026-03-03T10:05:00Z", { category: null });
    await send("34600900005", "2026-03-04T10:00:00Z", { channelId: other });
    await sendOnly(hotel, { channelId, waId: "34600900006", at: "2026-03-05T10:00:00Z" });
    await sendOnly(hotel, { channelId, waId: "34600900007", at: "2026-03-10T10:00:00Z" });
    hotel.clock.now = Date.parse("2026-03-10T12:00:00Z");
  });
  afterAll(() => hotel.close());

  const list = async (query: string) => (await hotel.owner("GET", `/conversations${query}`)).body;
  const phones = async (query: string) =>
    ((await list(query)).items as Item[]).map(({ customer }) => customer.name.slice(-3));

  it("are those that started in the span, by the account's calendar, newest first", async () => {
    expect(await phones("")).toEqual(["007", "006", "005", "004", "003", "002"]);
    expect(await phones("?from=2026-02-28&to=2026-02-28")).toEqual(["001"]);
  });

  it("each with who started it, its length, its messages and its cost", async () => {
    const { items } = await list("?from=2026-03-01&to=2026-03-01");
    expect(items).toMatchObject([
      {
        startedBy: "business",
        category: "utility",
        startsAt: "2026-02-28T23:00:00.000Z",
        endsAt: "2026-03-01T23:00:00.000Z",
        state: "confirmed",
        messages: 2,
        cost: { amount: "0.040000", currency: "USD", state: "confirmed" },
        rules: "PMP",
      },
    ]);
  });

  it("cut to who started them, category, number and how sure they are (K11, K13)", async () => {
    expect(await phones("?startedBy=customer")).toEqual(["004"]);
    expect(await phones("?category=marketing")).toEqual(["003"]);
    expect(await phones(`?channelId=${other}`)).toEqual(["005"]);
    expect(await phones("?state=provisional")).toEqual(["007"]);
    expect(await phones("?state=undelivered")).toEqual(["006"]);
  });

  it("page by page", async () => {
    const first = await list("?limit=4");
    const rest = await list(`?limit=4&cursor=${String(first.nextCursor)}`);
    expect([(first.items as Item[]).length, (rest.items as Item[]).length, rest.nextCursor]).toEqual([
      4,
      2,
      null,
    ]);
  });

  it("are counted by who started them, category and state", async () => {
    const { items } = await list("/counts");
    expect(items).toEqual([
      { startedBy: "business", category: "marketing", state: "confirmed", conversations: 1 },
      { startedBy: "business", category: "utility", state: "confirmed", conversations: 2 },
      { startedBy: "business", category: "utility", state: "provisional", conversations: 1 },
      { startedBy: "business", category: "utility", state: "undelivered", conversations: 1 },
      { startedBy: "customer", category: "service", state: "confirmed", conversations: 1 },
    ]);
  });
});
