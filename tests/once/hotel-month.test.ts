import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CostSummary, Costs } from "#contract/costs.ts";

import { withWorkspaces } from "#server/db/connect.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { startWorld, type World } from "../support/world.ts";

/** Invented numbers: no conversation rate was ever published to us. */
const conversationRates = { marketing: 111_111, utility: 22_222, authentication: 33_333, service: 4_444 };
const oldMarkets = ["Spain", "United Kingdom", "North America"];

type Sent = "text" | "utility" | "marketing";
const templates = {
  utility: { name: "respuesta_pendiente", fields: { body: { 1: "María", 2: "el parking" } } },
  marketing: { name: "oferta_escapada", fields: { body: { nombre: "María", descuento: "15 %" } } },
};

describe("the month of a simulated hotel, and the year before it", () => {
  let world: World;
  /** Thread by phone. */
  const threads = new Map<string, string>();
  const guests = [
    ...Array.from({ length: 40 }, (_, index) => `346009000${String(10 + index)}`),
    ...Array.from({ length: 30 }, (_, index) => `4477009000${String(10 + index)}`),
    ...Array.from({ length: 20 }, (_, index) => `12025550${String(110 + index)}`),
  ];
  let sent = 0;

  beforeAll(async () => {
    world = await startWorld({
      startAt: "2025-06-20T10:00:00+02:00",
      clockStandsStill: true,
      env: { ROLE: "web,ingest,delivery" },
      cloudApi: {
        statusDelaysMs: { sent: 0, delivered: 0, read: null },
        limits: { throughput: { messages: 2_000, perMs: 1_000 } },
      },
    });
    // Meta gathers what happens at once: a hundred updates come in one body.
    world.cloudApi.addFault({ kind: "batch", times: null, size: 100, delayMs: 20 });
    const { ctx } = world.server;
    await withWorkspaces(ctx.db, [world.workspaceId], (db) =>
      db.execute({
        text: `update channels set config = config || '{"messagesPerSecond": 1000}' where workspace_id = $1`,
        values: [world.workspaceId],
      }),
    );
    ctx.accounts.forget(world.workspaceId);
    const rows = oldMarkets.flatMap((market) =>
      Object.entries(conversationRates).map(
        ([category, rate]) =>
          `USD,2023-06-01,${market},${category},${(rate / 1e6).toFixed(6)},invented numbers`,
      ),
    );
    await world.api.post("/rate-cards", {
      csv: ["currency,effective_from,market,category,rate,source", ...rows].join("\n"),
    });
    const markets = Object.fromEntries(oldMarkets.map((market) => [market, conversationRates]));
    world.cloudApi.addRateCard({ currency: "USD", from: "2023-06-01", markets });
    for (const waId of guests) {
      world.cloudApi.addCustomer({ waId, name: waId });
      const { threadId } = await world.api.post<{ threadId: string }>("/customers", {
        name: waId,
        phone: `+${waId}`,
      });
      threads.set(waId, threadId);
    }
  });
  afterAll(() => world.close());

  /** No mail is read here, so nobody waits for it. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await world.server.settled();
      await world.cloudApi.settled();
    }
    await world.server.settled();
  }
  const at = (text: string) => world.clock.set(text);
  /** They all write, at once; some of them come from an ad. */
  async function write(who: readonly string[], options: { fromAd?: boolean; phoneNumberId?: string } = {}) {
    const { fromAd = false, phoneNumberId = hotel.phoneNumberId } = options;
    for (const waId of who) {
      world.cloudApi.writeAsCustomer(waId, {
        type: "text",
        text: { body: "Hola" },
        phoneNumberId,
        ...(fromAd && { referral: { source_type: "ad", source_id: "1" } }),
      });
    }
    await settle();
  }
  /** The hotel sends something to all of them, so many times, and everything that follows is done. */
  async function send(
    who: readonly string[],
    what: Sent,
    options: { times?: number; channelId?: string } = {},
  ) {
    const { times = 1, channelId = world.whatsappChannelId } = options;
    const orders = Array.from({ length: times }, () => who).flat();
    const next = orders.values();
    const work = async () => {
      for (const waId of next) {
        await world.api.post(`/threads/${threads.get(waId)}/messages`, {
          clientId: crypto.randomUUID(),
          channelId,
          ...(what === "text"
            ? { kind: "text", text: "Hola" }
            : { kind: "template", template: { ...templates[what], language: "es_ES" } }),
        });
      }
    };
    await Promise.all(Array.from({ length: 12 }, work));
    sent += orders.length;
    await settle();
  }
  const range = (from: number, to: number) => guests.slice(from, to);

  it("ends with a ledger that equals the simulator's own bill to the last millionth, message by message", {
    timeout: 240_000,
  }, async () => {
    // Until 2025-06-30: one charge for a conversation.
    await send(guests, "marketing");
    at("2025-06-20T10:30:00+02:00");
    await send(guests, "utility");
    await write(range(0, 45));
    await send(range(0, 45), "text");
    at("2025-06-20T11:00:00+02:00");
    await send(guests, "marketing");
    at("2025-06-25T10:00:00+02:00");
    await write(range(0, 10), { fromAd: true });
    await send(range(0, 10), "text");
    at("2025-06-27T10:00:00+02:00");
    await send(range(0, 10), "marketing");
    at("2025-06-30T23:59:50+02:00");
    await send(guests, "utility");
    // From 2025-07-01: every template; free text in the window is free.
    at("2025-07-01T00:00:05+02:00");
    await send(guests, "utility");
    at("2026-03-10T10:00:00+01:00");
    await write(range(0, 60));
    await send(range(0, 60), "text", { times: 2 });
    await send(guests, "utility");
    await send(guests, "marketing");
    at("2026-09-30T20:00:00+02:00");
    await write(range(0, 50));
    at("2026-09-30T23:59:50+02:00");
    await send(range(0, 50), "utility");
    await send(range(0, 50), "text");
    // From 2026-10-01: free text is charged again, past the first 1,000 of a number and month.
    at("2026-10-01T00:00:05+02:00");
    await send(range(0, 50), "utility");
    await send(range(0, 50), "text");
    at("2026-10-05T10:00:00+02:00");
    await write(guests);
    await send(guests, "text", { times: 12 });
    world.cloudApi.addFault({ kind: "fail-status", code: 131_026, times: 20, match: { type: "template" } });
    await send(guests, "marketing");
    at("2026-10-08T10:00:00+02:00");
    await send(guests, "utility");
    at("2026-10-10T10:00:00+02:00");
    await write(range(0, 20), { fromAd: true });
    await send(range(0, 20), "text", { times: 2 });
    await send(range(0, 20), "marketing");
    await write(guests, { phoneNumberId: hotel.phoneNumberId2 });
    await send(guests, "text", { times: 3, channelId: world.restaurantChannelId });
    // Phones that are off in October and on in November.
    at("2026-10-31T12:00:00+01:00");
    await write(guests);
    for (const waId of range(80, 90)) {
      world.cloudApi.changeCustomer(waId, { isOnline: false });
    }
    at("2026-10-31T23:59:50+01:00");
    await send(guests, "text");
    at("2026-11-01T00:00:05+01:00");
    await send(guests, "text");
    for (const waId of range(80, 90)) {
      world.cloudApi.changeCustomer(waId, { isOnline: true });
    }
    await settle();
    await send(range(0, 3_000 - sent > 90 ? 90 : 3_000 - sent), "utility", {
      times: Math.ceil((3_000 - sent) / 90),
    });
    expect(sent).toBeGreaterThanOrEqual(3_000);

    const bill = world.cloudApi.bill();
    const ledger = await withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
      db.query<{ providerId: string; state: string; amount: number | null; day: string }>({
        text: `select distinct on (c.message_id) m.provider_id as "providerId", c.state, c.amount, c.day
          from charges c join messages m on m.workspace_id = $1 and m.id = c.message_id
          where c.workspace_id = $1 order by c.message_id, c.entry desc`,
        values: [world.workspaceId],
      }),
    );
    const ours = new Map(
      ledger.filter(({ state }) => state !== "dropped").map((row) => [row.providerId, row]),
    );
    const differences = bill.lines.filter((line) => {
      const own = ours.get(line.messageId ?? "");
      return own?.state !== "confirmed" || own.amount !== line.amount || own.day !== line.date;
    });
    expect(differences).toEqual([]);
    expect(ours.size).toBe(bill.lines.length);
    expect(bill.lines.some(({ amount }) => amount === null)).toBe(false);
    const total = [...ours.values()].reduce((sum, { amount }) => sum + (amount ?? 0), 0);
    expect([total, total > 0]).toEqual([bill.totalMillionths, true]);
    expect(new Set(bill.lines.map(({ type }) => type))).toEqual(
      new Set(["regular", "joined", "free_customer_service", "free_entry_point"]),
    );
  });

  it("is summed alike by the costs page", async () => {
    const { totals } = await world.api.get<Costs>("/costs?from=2026-10-01&to=2026-10-31");
    const october = world.cloudApi.bill({ month: "2026-10" });
    expect(totals).toMatchObject([
      { confirmed: (october.totalMillionths / 1e6).toFixed(6), estimated: "0.000000", unpriced: 0 },
    ]);
    const summary = await world.api.get<CostSummary>("/costs/summary?month=2026-10");
    expect(summary.allowances).toMatchObject([{ free: 1_000 }, { used: 270, free: 1_000 }]);
  });

  it("agrees with WhatsApp's daily totals bucket by bucket, until somebody else sends from the number", async () => {
    at("2026-11-02T05:00:00+01:00");
    await world.api.post("/costs/reconcile", {});
    const october = "/costs?from=2026-10-01&to=2026-11-01";
    const before = await world.api.get<Costs>(october);
    expect(before.adjustments).toEqual([]);
    expect(before.reconciled.buckets).toBeGreaterThan(10);
    expect(before.reconciled).toMatchObject({ agreeing: before.reconciled.buckets, until: "2026-11-01" });
    await fetch(`${world.cloudApi.url}/control/bill`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        phoneNumberId: hotel.phoneNumberId,
        at: "2026-10-30T10:00:00Z",
        country: "ES",
        category: "marketing",
        volume: 3,
      }),
    });
    await world.api.post("/costs/reconcile", {});
    const after = await world.api.get<Costs>(october);
    expect(after.adjustments).toMatchObject([
      { day: "2026-10-30", market: "Spain", category: "marketing", amount: "0.212100", messages: 3 },
    ]);
    expect(after.totals[0]?.confirmed).toBe(before.totals[0]?.confirmed);
  });

  it("is listed conversation by conversation, by the old rules on old dates", async () => {
    type Counted = { items: { startedBy: string; category: string; conversations: number }[] };
    const { items } = await world.api.get<Counted>("/conversations/counts?from=2025-06-01&to=2025-06-30");
    const of = (category: string) =>
      items.filter((one) => one.category === category).reduce((sum, one) => sum + one.conversations, 0);
    // 90 by marketing, 90 by utility; ten entries from an ad; 90 by utility on the last evening.
    expect([of("marketing"), of("utility"), of("referral_conversion"), of("service")]).toEqual([
      90, 180, 10, 0,
    ]);
    const page = await world.api.get<{ items: { rules: string; cost: { amount: string } }[] }>(
      "/conversations?from=2025-06-01&to=2025-06-30&category=marketing&limit=5",
    );
    expect(page.items).toMatchObject(
      Array.from({ length: 5 }, () => ({ rules: "CBP", cost: { amount: "0.111111" } })),
    );
  });
});
