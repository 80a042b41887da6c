import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AttemptState, type DeliveryStatus, startAttempt } from "./delivery-status.ts";
import { joinStatus } from "./join-status.ts";
import { type ChargeChange, type ChargeEntry, entriesFor, withKnownRate } from "./ledger.ts";
import type { ReportedPricing } from "./pricing.ts";
import { publishedRateCards, type RateCard } from "./rate-cards.ts";

const attemptAt = Date.parse("2026-10-15T12:00:00+02:00");
const sent = startAttempt(attemptAt);
const nothing = { sent: null, reached: null };
const regular = (category: string): ReportedPricing => ({ type: "regular", category, billable: true });
const free = (category: string): ReportedPricing => ({
  type: "free_customer_service",
  category,
  billable: false,
});

const price: ChargeChange["price"] = {
  category: "marketing",
  timeZone: "Europe/Madrid",
  currency: "USD",
  recipient: { kind: "phone", digits: "34600900001" },
  windowOpen: { atAttempt: false, atDelivery: false },
  freeEntryOpen: false,
  allowanceUsed: {},
  conversation: "opener",
  cards: publishedRateCards,
};

function entry(changes: Partial<ChargeEntry>): ChargeEntry {
  return {
    state: "estimated",
    amount: 70_700,
    currency: "USD",
    category: "marketing",
    type: "regular",
    market: "Spain",
    marketAssumed: false,
    card: "usd-2026-10-01",
    source: "computed",
    reason: null,
    day: "2026-10-15",
    ...changes,
  };
}

function appended(changes: Partial<ChargeChange>): ChargeEntry[] {
  return entriesFor({ kind: "template", state: sent, reported: nothing, price, last: null, ...changes });
}

const inState = (status: DeliveryStatus, times: Partial<AttemptState> = {}): AttemptState => ({
  ...sent,
  status,
  ...times,
});
const reached = (status: "delivered" | "read" | "played", at = attemptAt + 1_000) =>
  inState(status, { [`${status}At`]: at });

describe("M1 no line", () => {
  it.each(["reaction", "email", "note", "inbound", "echo"] as const)("for %s", (kind) => {
    expect(appended({ kind, state: reached("delivered") })).toEqual([]);
  });
  it.each(["queued", "expired", "failed"] as const)("for what was never handed over: %s", (status) => {
    expect(appended({ state: { ...inState(status), attemptAt: null } })).toEqual([]);
  });
});

describe("when a line is appended", () => {
  it("attempt row committed: estimated, by the date of sending", () => {
    expect(appended({})).toEqual([entry({})]);
  });

  it.each(["sending", "unknown", "held", "sent", "delayed"] as const)("M11 %s: stays estimated", (status) => {
    expect(appended({ state: inState(status), last: entry({}) })).toEqual([]);
  });

  it.each([
    [
      "another category",
      regular("utility"),
      [entry({ category: "utility", amount: 20_000, source: "webhook" })],
    ],
    [
      "another type",
      free("marketing"),
      [entry({ type: "free_customer_service", amount: 0, card: null, source: "webhook" })],
    ],
    ["the same", regular("marketing"), []],
  ])("`sent` with %s", (_, pricing, lines) => {
    const reported = { sent: pricing, reached: null };
    expect(appended({ state: inState("sent"), reported, last: entry({}) })).toEqual(lines);
  });

  it.each(["delivered", "read", "played"] as const)(
    "M11 first of delivered, read, played (%s): confirmed",
    (status) => {
      expect(appended({ state: reached(status), last: entry({}) })).toEqual([entry({ state: "confirmed" })]);
    },
  );

  it("confirmed once more if a later status brings pricing that differs", () => {
    const last = entry({ state: "confirmed" });
    const change = { state: reached("read"), last };
    const differs = { sent: null, reached: regular("utility") };
    expect(appended({ ...change, reported: differs })).toEqual([
      entry({ state: "confirmed", category: "utility", amount: 20_000, source: "webhook" }),
    ]);
    expect(appended({ ...change, reported: { sent: null, reached: regular("marketing") } })).toEqual([]);
    expect(appended(change)).toEqual([]);
  });

  it.each(["failed", "expired"] as const)("M2 %s: dropped, 0", (status) => {
    const dropped = entry({ state: "dropped", amount: 0, card: null });
    expect(appended({ state: inState(status), last: entry({}) })).toEqual([dropped]);
    expect(appended({ state: inState(status), last: dropped })).toEqual([]);
    expect(appended({ state: inState(status), last: null })).toEqual([dropped]);
  });

  it("L1 withdrawn after its attempt row, its call never made: dropped", () => {
    const state = { ...inState("expired"), attemptAt: null };
    expect(appended({ state, last: entry({}) })).toMatchObject([{ state: "dropped", amount: 0 }]);
  });

  it("delivered after dropped: confirmed", () => {
    const last = entry({ state: "dropped", amount: 0 });
    expect(appended({ state: reached("delivered"), last })).toEqual([entry({ state: "confirmed" })]);
  });

  it("failed after confirmed: none", () => {
    const last = entry({ state: "confirmed" });
    expect(appended({ state: inState("failed"), last })).toEqual([]);
    const state = joinStatus(reached("delivered"), { status: "failed", at: attemptAt + 5_000 });
    expect(appended({ state, last })).toEqual([]);
  });

  it("L5 queued again after a transient failure: stays estimated; a new attempt after a drop: estimated again", () => {
    expect(appended({ state: inState("queued"), last: entry({}) })).toEqual([]);
    expect(appended({ last: entry({ state: "dropped", amount: 0 }) })).toEqual([entry({})]);
  });

  it("a late `sent` never takes a confirmed line back", () => {
    expect(appended({ state: inState("sent"), last: entry({ state: "confirmed" }) })).toEqual([]);
  });
});

describe("M9 whose pricing decides", () => {
  it("that of delivered or read, before that of sent", () => {
    const reported = { sent: regular("marketing"), reached: free("utility") };
    expect(appended({ state: reached("delivered"), reported })).toMatchObject([
      { amount: 0, category: "utility", type: "free_customer_service", source: "webhook" },
    ]);
  });
  it("else that of sent", () => {
    const reported = { sent: regular("utility"), reached: null };
    expect(appended({ state: reached("delivered"), reported })).toMatchObject([
      { amount: 20_000, category: "utility", source: "webhook" },
    ]);
  });
  it("else the computation, marked so", () => {
    expect(appended({ state: reached("delivered") })).toMatchObject([{ source: "computed" }]);
  });
});

describe("M12 confirmed lines are never repriced by a late delivery of others", () => {
  const freeText = { ...price, category: "service", windowOpen: { atAttempt: true, atDelivery: true } };
  const last = entry({
    state: "confirmed",
    category: "service",
    type: "free_customer_service",
    amount: 0,
    card: null,
  });
  const used = { ...freeText, allowanceUsed: { "2026-10": 1000 } };

  it("the 1,000 are used up since: the line stays free", () => {
    expect(appended({ kind: "free-text", state: reached("delivered"), price: used, last })).toEqual([]);
  });

  it("an earlier time of arrival comes late: its day counts, the allowance is not counted again", () => {
    const state = reached("delivered", attemptAt - 86_400_000);
    expect(appended({ kind: "free-text", state, price: used, last })).toEqual([
      { ...last, day: "2026-10-14" },
    ]);
  });

  it("an earlier time of arrival in the month before is priced by that month", () => {
    const state = reached("delivered", Date.parse("2026-09-30T23:59:50+02:00"));
    const charged = {
      ...last,
      type: "regular",
      amount: 20_000,
      card: "usd-2026-10-01",
      day: "2026-10-01",
    } as const;
    expect(appended({ kind: "free-text", state, price: used, last: charged })).toEqual([
      { ...last, day: "2026-09-30" },
    ]);
  });

  it("an estimate in the window uses the window at the attempt", () => {
    const utility = { ...price, category: "utility", windowOpen: { atAttempt: true, atDelivery: false } };
    const state = startAttempt(Date.parse("2026-09-30T12:00:00+02:00"));
    expect(appended({ state, price: utility })).toMatchObject([{ amount: 0 }]);
  });
});

describe("D3 F4 the last line does not depend on duplicates", () => {
  type Report = { status: string; at: number; pricing: ReportedPricing | null };
  const reports: fc.Arbitrary<Report[]> = fc.array(
    fc.record({
      status: fc.constantFrom("sent", "delivered", "read", "failed"),
      at: fc.integer({ min: 0, max: 3 }).map((days) => attemptAt + days * 86_400_000),
      pricing: fc.constantFrom(null, regular("marketing"), regular("utility"), free("utility")),
    }),
    { maxLength: 6 },
  );

  /** Feeds reports as the server does: join the status, keep the pricing, append what the ledger asks for. */
  function feed(all: readonly Report[]): ChargeEntry[] {
    const lines = appended({});
    let state = sent;
    let reported: ChargeChange["reported"] = nothing;
    for (const { status, at, pricing } of all) {
      state = joinStatus(state, { status, at });
      if (pricing !== null && status !== "failed") {
        reported = status === "sent" ? { ...reported, sent: pricing } : { ...reported, reached: pricing };
      }
      lines.push(...appended({ state, reported, last: lines.at(-1) ?? null }));
    }
    return lines;
  }

  it("the same report twice in a row appends nothing the second time", () => {
    fc.assert(
      fc.property(reports, fc.nat(), (all, pick) => {
        const place = all.length === 0 ? 0 : pick % all.length;
        const doubled = [...all.slice(0, place + 1), ...all.slice(place)];
        expect(feed(doubled)).toEqual(feed(all));
      }),
    );
  });

  it("nor does any repetition of what was said before, while pricing agrees", () => {
    fc.assert(
      fc.property(reports, fc.array(fc.nat(), { maxLength: 4 }), (all, picks) => {
        const said = all.map((report) => ({ ...report, pricing: null }));
        const again = picks.flatMap((pick) =>
          said.length === 0 ? [] : [said[pick % said.length] ?? []].flat(),
        );
        expect(feed([...said, ...again]).at(-1)).toEqual(feed(said).at(-1));
      }),
    );
  });

  it("in any order the same state, amount, category, type and day remain", () => {
    const facts = ({ source: _, ...rest }: ChargeEntry) => rest;
    fc.assert(
      fc.property(
        reports.map((all) => all.map((report) => ({ ...report, pricing: null }))),
        fc.infiniteStream(fc.nat()),
        (all, keys) => {
          const shuffled = all
            .map((report) => ({ report, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ report }) => report);
          const [one, other] = [feed(all).at(-1), feed(shuffled).at(-1)];
          expect(other && facts(other)).toEqual(one && facts(one));
        },
      ),
    );
  });
});

/** Invented numbers: no conversation rate was ever published to us. */
const conversations: RateCard = {
  id: "invented-conversations",
  currency: "USD",
  effectiveFrom: "2023-06-01",
  unit: "conversation",
  source: "invented numbers",
  assumed: [],
  rates: { Spain: { marketing: 111_111 } },
};

describe("K14 the one charge of a conversation moves with its opener (to 2025-06-30)", () => {
  const at = Date.parse("2025-03-10T12:00:00+01:00");
  const state = { ...startAttempt(at), status: "delivered", deliveredAt: at } as const;
  const old = { ...price, cards: [conversations] };
  const joined = entry({
    state: "confirmed",
    amount: 0,
    type: "in_conversation",
    card: null,
    day: "2025-03-10",
  });
  const opener = entry({ state: "confirmed", amount: 111_111, card: conversations.id, day: "2025-03-10" });

  it.each([
    ["to the message that opens now", "opener", joined, [opener]],
    ["away from one that joins now", "joined", opener, [joined]],
    ["not again", "opener", opener, []],
    ["not again when joined", "joined", joined, []],
  ] as const)("%s", (_name, conversation, last, lines) => {
    expect(appended({ state, price: { ...old, conversation }, last })).toEqual(lines);
  });

  it("also while it is estimated", () => {
    const sentAt = startAttempt(at);
    const last = { ...joined, state: "estimated" } as const;
    expect(appended({ state: sentAt, price: old, last })).toEqual([{ ...opener, state: "estimated" }]);
  });
});

describe("M13 a card that comes later prices what had no known rate", () => {
  const euros: RateCard = {
    ...conversations,
    id: "euros",
    currency: "EUR",
    unit: "message",
    effectiveFrom: "2026-10-01",
  };
  const unknown = entry({
    state: "confirmed",
    amount: null,
    currency: "EUR",
    card: null,
    reason: "card-missing",
  });
  const known = (last: ChargeEntry) => withKnownRate(last, { cards: [euros], position: 1 });

  it("with the amount and the card, and nothing else changed", () => {
    expect(known(unknown)).toEqual({ ...unknown, amount: 111_111, card: "euros", reason: null });
  });

  it.each([
    ["a line that has an amount", entry({ state: "confirmed", currency: "EUR" })],
    ["a dropped line", entry({ state: "dropped", amount: null, currency: "EUR" })],
    ["another currency", entry({ amount: null })],
    ["a day before the card", { ...unknown, day: "2026-09-30" }],
    ["no market", { ...unknown, market: null }],
    ["a category of the future", { ...unknown, category: "news" }],
    ["a cell that the card does not know", { ...unknown, category: "utility" }],
  ])("but not %s", (_name, last) => {
    expect(known(last)).toBeNull();
  });
});
