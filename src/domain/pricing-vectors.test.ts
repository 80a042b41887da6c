import { expect, it } from "vitest";
import { type AttemptState, type DeliveryStatus, plannedAttempt } from "./delivery-status.ts";
import { type ChargeEntry, entriesFor } from "./ledger.ts";
import { type PriceFacts, priceMessage, usesAllowance } from "./pricing.ts";
import { publishedRateCards } from "./rate-cards.ts";

// The vectors of the domain tables: USD card, WABA Europe/Madrid, lowest tier, local times.

type Case = Partial<Omit<PriceFacts, "recipient" | "windowOpen">> & { to?: string; open?: boolean };

const madridSummer = (time: string) => Date.parse(`${time}+02:00`);
const madridWinter = (time: string) => Date.parse(`${time}+01:00`);

function factsOf({ to = "34600900001", open = false, ...changes }: Case): PriceFacts {
  return {
    category: "service",
    at: madridSummer("2026-10-01T12:00:00"),
    timeZone: "Europe/Madrid",
    currency: "USD",
    recipient: { kind: "phone", digits: to },
    windowOpen: { atAttempt: open, atDelivery: open },
    freeEntryOpen: false,
    allowanceUsed: {},
    conversation: "opener",
    reported: null,
    cards: publishedRateCards,
    ...changes,
  };
}

/** The amount as Meta prints it: four decimals; null when unknown. */
function rate(changes: Case): number | null {
  const { amount } = priceMessage(factsOf(changes));
  return amount === null ? null : amount / 1_000_000;
}

/** What a message with these reports costs in the end, by its ledger. */
function charge(
  { attemptAt, ...changes }: Case & { attemptAt: number },
  reports: { status: DeliveryStatus; at: number; pricing?: PriceFacts["reported"] }[],
): Pick<ChargeEntry, "state"> & { rate: number | null } {
  const facts = factsOf(changes);
  let state: AttemptState = { ...plannedAttempt, status: "sending", attemptAt };
  let last = entriesFor({ kind: "template", state, reported: nothing, price: facts, last: null })[0] ?? null;
  for (const { status, at, pricing = null } of reports) {
    state = { ...state, status, ...(status === "failed" ? { failedAt: at } : { [`${status}At`]: at }) };
    const reported = { sent: null, reached: pricing };
    last = entriesFor({ kind: "template", state, reported, price: facts, last })[0] ?? last;
  }
  if (last === null) {
    throw new Error("no line");
  }
  return { state: last.state, rate: last.amount === null ? null : last.amount / 1_000_000 };
}
const nothing = { sent: null, reached: null };

it("V1 2025-06-30, +34: free text in the window is free; the rate of a marketing conversation is unknown, its second message 0", () => {
  expect(rate({ open: true, at: madridSummer("2025-06-30T12:00:00") })).toBe(0);
  const marketing = { category: "marketing" } as const;
  expect(rate({ ...marketing, conversation: "opener", at: madridSummer("2025-06-30T12:00:00") })).toBeNull();
  expect(rate({ ...marketing, conversation: "joined", at: madridSummer("2025-06-30T12:30:00") })).toBe(0);
});

it("V2 +34 marketing over three cards", () => {
  const marketing = (time: string) => rate({ category: "marketing", at: madridSummer(time) });
  expect(marketing("2025-07-01T00:00:00")).toBe(0.0615);
  expect(marketing("2026-06-30T23:59:59")).toBe(0.0615);
  expect(marketing("2026-07-01T00:00:00")).toBe(0.0707);
});

it("V3 2025-07-01, +34, utility: free in the window, 0.0200 outside", () => {
  const utility = { category: "utility", at: madridSummer("2025-07-01T12:00:00") };
  expect(rate({ ...utility, open: true })).toBe(0);
  expect(rate({ ...utility, open: false })).toBe(0.02);
});

it("V4 +52 1… marketing over four cards", () => {
  const marketing = (time: string) =>
    rate({ category: "marketing", to: "5215500000001", at: madridSummer(time) });
  expect(marketing("2025-07-01T12:00:00")).toBe(0.0436);
  expect(marketing("2025-10-01T12:00:00")).toBe(0.0305);
  expect(marketing("2026-06-30T12:00:00")).toBe(0.0305);
  expect(marketing("2026-10-01T12:00:00")).toBe(0.0397);
});

it("V5 +1 212 utility outside the window over three cards", () => {
  const utility = (time: string) => rate({ category: "utility", to: "12125550100", at: madridSummer(time) });
  expect(utility("2025-07-01T12:00:00")).toBe(0.004);
  expect(utility("2026-06-30T12:00:00")).toBe(0.0034);
  expect(utility("2026-10-01T12:00:00")).toBe(0.0034);
});

it("V6 2026-06-30, +49, window open: free text, utility, marketing, authentication", () => {
  const german = (category: string) =>
    rate({ category, to: "4915100000001", open: true, at: madridSummer("2026-06-30T12:00:00") });
  expect(german("service")).toBe(0);
  expect(german("utility")).toBe(0);
  expect(german("marketing")).toBe(0.1365);
  expect(german("authentication")).toBe(0.055);
});

it("V7 2026-06-30, +55: free inside a free entry; after its end marketing and utility cost their rate", () => {
  const brazilian = { to: "5531980000001", at: madridSummer("2026-06-30T12:00:00") };
  expect(rate({ ...brazilian, category: "marketing", freeEntryOpen: true })).toBe(0);
  expect(rate({ ...brazilian, category: "marketing" })).toBe(0.0625);
  expect(rate({ ...brazilian, category: "utility" })).toBe(0.0068);
});

it("V8 +48 marketing: the region's row, from 2026-07-01 its own", () => {
  const polish = (time: string) => rate({ category: "marketing", to: "48500000001", at: madridSummer(time) });
  expect(polish("2026-06-30T23:59:59")).toBe(0.086);
  expect(polish("2026-07-01T00:00:00")).toBe(0.0366);
});

it("V9 2026-10-01, marketing, utility and free text past 1,000: +1 787, +1 212, +1 242", () => {
  const all = (to: string) => [
    rate({ category: "marketing", to }),
    rate({ category: "utility", to }),
    rate({ category: "service", to, open: true, allowanceUsed: { "2026-10": 1000 } }),
  ];
  expect(all("17875550100")).toEqual([0.074, 0.0113, 0.0113]);
  expect(all("12125550100")).toEqual([0.025, 0.0034, 0.0034]);
  expect(all("12425550100")).toEqual([0.0604, 0.0077, 0.0077]);
});

it("V10 marketing and utility: +7 701 before and after its own row; +7 912 on both days", () => {
  const both = (to: string, time: string) => [
    rate({ category: "marketing", to, at: madridSummer(time) }),
    rate({ category: "utility", to, at: madridSummer(time) }),
  ];
  expect(both("77010000001", "2026-06-30T12:00:00")).toEqual([0.0604, 0.0077]);
  expect(both("77010000001", "2026-10-01T12:00:00")).toEqual([0.0604, 0.018]);
  expect(both("79120000001", "2026-06-30T12:00:00")).toEqual([0.0802, 0.04]);
  expect(both("79120000001", "2026-10-01T12:00:00")).toEqual([0.0802, 0.04]);
});

it("V11 October 2026, +34: free text number 1,000 of the number is free, number 1,001 costs 0.0200", () => {
  expect(rate({ open: true, allowanceUsed: { "2026-10": 999 } })).toBe(0);
  expect(rate({ open: true, allowanceUsed: { "2026-10": 1000 } })).toBe(0.02);
});

it("V12 +34 utility in the window: free until 2026-09-30 23:59:59, 0.0200 from midnight", () => {
  const utility = { category: "utility", open: true };
  expect(rate({ ...utility, at: madridSummer("2026-09-30T23:59:59") })).toBe(0);
  expect(rate({ ...utility, at: madridSummer("2026-10-01T00:00:00") })).toBe(0.02);
});

it("V13 sent before midnight, reached after: estimated 0, confirmed 0.0200; 0 when the webhook says free", () => {
  const utility = { category: "utility", open: true, attemptAt: madridSummer("2026-09-30T23:59:50") };
  const at = madridSummer("2026-10-01T00:00:10");
  const pricing = { type: "free_customer_service", category: "utility", billable: false };
  expect(charge(utility, [])).toEqual({ state: "estimated", rate: 0 });
  expect(charge(utility, [{ status: "delivered", at }])).toEqual({ state: "confirmed", rate: 0.02 });
  expect(charge(utility, [{ status: "delivered", at, pricing }])).toEqual({ state: "confirmed", rate: 0 });
});

it("V14 +34 utility in the window, reached 2026-09-30T22:30:00Z: 0.0200 for a WABA in Madrid, 0 in New York", () => {
  const utility = { category: "utility", open: true, at: Date.parse("2026-09-30T22:30:00Z") };
  expect(rate({ ...utility, timeZone: "Europe/Madrid" })).toBe(0.02);
  expect(rate({ ...utility, timeZone: "America/New_York" })).toBe(0);
});

it("V15 the 1,001st free text of October costs 0.0200 until 22:59:59Z; at 23:00:00Z it is the first of November", () => {
  const used = { open: true, allowanceUsed: { "2026-10": 1000 } };
  expect(rate({ ...used, at: Date.parse("2026-10-31T22:59:59Z") })).toBe(0.02);
  expect(rate({ ...used, at: Date.parse("2026-10-31T23:00:00Z") })).toBe(0);
});

it("V16 reached 2026-09-30 23:59:50: the webhook of 2026-10-02 changes nothing, 0", () => {
  const utility = { category: "utility", open: true, attemptAt: madridSummer("2026-09-30T23:59:40") };
  const reached = { status: "delivered", at: madridSummer("2026-09-30T23:59:50") } as const;
  expect(charge(utility, [reached])).toEqual({ state: "confirmed", rate: 0 });
});

it("V17 marketing +34 2026-10-01: failed, failed then delivered, sent only, read only", () => {
  const attemptAt = madridSummer("2026-10-01T12:00:00");
  const marketing = { category: "marketing", attemptAt };
  const at = attemptAt + 5_000;
  expect(charge(marketing, [{ status: "failed", at }])).toEqual({ state: "dropped", rate: 0 });
  expect(
    charge(marketing, [
      { status: "failed", at },
      { status: "delivered", at: at + 1_000 },
    ]),
  ).toEqual({ state: "confirmed", rate: 0.0707 });
  expect(charge(marketing, [{ status: "sent", at }])).toEqual({ state: "estimated", rate: 0.0707 });
  expect(charge(marketing, [{ status: "read", at }])).toEqual({ state: "confirmed", rate: 0.0707 });
});

it("V18 October 2026, one number, its 1,000 used: 3 free texts +34, 1 to +1 787, 1 failed, 2 utility in the window, 1 marketing +49 cost 0.2478", () => {
  const freeText: Case = { open: true };
  const messages: (Case & { failed?: true })[] = [
    freeText,
    freeText,
    freeText,
    { ...freeText, to: "17875550100" },
    { ...freeText, failed: true },
    { category: "utility", open: true },
    { category: "utility", open: true },
    { category: "marketing", to: "4915100000001" },
  ];
  const attemptAt = madridSummer("2026-10-15T12:00:00");
  let used = 1000;
  let sum = 0;
  for (const { failed, ...message } of messages) {
    const facts = factsOf({ ...message, allowanceUsed: { "2026-10": used } });
    const state: AttemptState = failed
      ? { ...plannedAttempt, status: "failed", attemptAt, failedAt: attemptAt }
      : { ...plannedAttempt, status: "delivered", attemptAt, deliveredAt: attemptAt };
    const [entry] = entriesFor({
      kind: message.category === undefined ? "free-text" : "template",
      state,
      reported: nothing,
      price: facts,
      last: null,
    });
    sum += entry?.amount ?? 0;
    used += entry !== undefined && entry.state !== "dropped" && usesAllowance(entry) ? 1 : 0;
  }
  expect(sum).toBe(247_800);
});

it("V19 10 Mar 2026, +34: all of A, B6, B7 and C cost 0; B3 costs 0.0200 as utility, 0.0615 as marketing", () => {
  const d = (time: string) => madridWinter(`2026-03-10T${time}`);
  const nextDay = (time: string) => madridWinter(`2026-03-11T${time}`);
  const freeTexts = [d("18:02:00"), d("18:16:00"), nextDay("18:10:00"), d("11:00:10"), nextDay("10:45:00")];
  for (const at of freeTexts) {
    expect(rate({ open: true, at })).toBe(0);
  }
  const mail = {
    kind: "email",
    state: plannedAttempt,
    reported: nothing,
    price: factsOf({}),
    last: null,
  } as const;
  expect(entriesFor(mail)).toEqual([]);
  expect(rate({ category: "utility", at: d("10:00:00") })).toBe(0.02);
  expect(rate({ category: "marketing", at: d("10:00:00") })).toBe(0.0615);
});
