import { describe, expect, it } from "vitest";
import type { Category, Conversation, CountingMessage } from "./conversation.ts";
import type { DeliveryStatus } from "./delivery-status.ts";
import { deriveConversations, earliestMoved } from "./derive-conversations.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "./time.ts";

/** A time of day D (10 Mar 2026, Madrid) or, with 1, of the next day. */
const D = (time: string, plusDays = 0): Instant => Date.parse(`2026-03-${10 + plusDays}T${time}:00+01:00`);

let lastSeq = 0;
type Given = Partial<CountingMessage> & { at: Instant };

/** A message tried at `at`, delivered at once unless said otherwise, with the window open unless said otherwise. */
function message(id: string, { at, ...given }: Given): CountingMessage {
  lastSeq += 1;
  const status = given.status ?? "delivered";
  return {
    id,
    seq: lastSeq,
    kind: "free-text",
    category: null,
    status,
    attemptAt: at,
    acceptedAt: at,
    reachedAt: status === "delivered" || status === "read" || status === "played" ? at : null,
    windowOpenAtAttempt: true,
    ...given,
  };
}
const text = (id: string, at: Instant, given: Partial<CountingMessage> = {}) => message(id, { at, ...given });
const template = (id: string, category: Category, at: Instant, given: Partial<CountingMessage> = {}) =>
  message(id, { at, kind: "template", category, ...given });
const closed = { windowOpenAtAttempt: false };

/** What a reader of the thread would see of each conversation. */
const shown = (conversations: readonly Conversation[]) =>
  conversations.map(({ category, startedBy, startsAt, endsAt, messageIds }) => [
    category,
    startedBy,
    startsAt,
    endsAt,
    messageIds.join(" "),
  ]);
const derive = (...messages: CountingMessage[]) => shown(deriveConversations({ messages }));

describe("one message", () => {
  const at = D("10:00");
  it.each<[string, CountingMessage, unknown[]]>([
    ["K1 window open, none runs, free text: service by the customer", text("T", at), ["service", "customer"]],
    [
      "K2 window open, none runs, template: its category, by the customer",
      template("T", "marketing", at),
      ["marketing", "customer"],
    ],
    [
      "K3 window closed, none runs, template: its category, by the business",
      template("T", "utility", at, closed),
      ["utility", "business"],
    ],
    [
      "K4 free text that WhatsApp delivered though our clock says closed: as K1",
      text("T", at, closed),
      ["service", "customer"],
    ],
  ])("%s", (_, given, [category, startedBy]) => {
    expect(derive(given)).toEqual([[category, startedBy, at, at + dayMs, "T"]]);
  });

  it.each<[DeliveryStatus, boolean]>([
    ["queued", false],
    ["sending", true],
    ["unknown", true],
    ["held", false],
    ["sent", true],
    ["delayed", false],
    ["expired", false],
    ["failed", false],
    ["delivered", true],
    ["read", true],
    ["played", true],
  ])("a message that is %s counts: %s", (status, counts) => {
    expect(derive(text("T", at, { status }))).toHaveLength(counts ? 1 : 0);
  });

  it("a template without a category is a mistake of the program", () => {
    const broken = template("T", "utility", at, { category: null });
    expect(() => derive(broken)).toThrow(TypeError);
  });
});

describe("a message while conversations run", () => {
  it("K5 a template joins the conversation of its category; start and end stay", () => {
    expect(
      derive(template("U1", "utility", D("10:00"), closed), template("U2", "utility", D("10:30"), closed)),
    ).toEqual([["utility", "business", D("10:00"), D("10:00", 1), "U1 U2"]]);
  });

  it.each([
    ["customer", {}],
    ["business", closed],
  ])("K6 a template of another category opens its own beside it, by the %s", (startedBy, window) => {
    expect(
      derive(template("U", "utility", D("10:00"), closed), template("M", "marketing", D("10:30"), window)),
    ).toEqual([
      ["utility", "business", D("10:00"), D("10:00", 1), "U"],
      ["marketing", startedBy, D("10:30"), D("10:30", 1), "M"],
    ]);
  });

  it("K7 free text joins service even when another started later", () => {
    expect(
      derive(text("T1", D("10:00")), template("U", "utility", D("10:10")), text("T2", D("10:20"))),
    ).toEqual([
      ["service", "customer", D("10:00"), D("10:00", 1), "T1 T2"],
      ["utility", "customer", D("10:10"), D("10:10", 1), "U"],
    ]);
  });

  it("K8 without service free text joins the one that started last and opens nothing", () => {
    expect(
      derive(
        template("U", "utility", D("10:00")),
        template("M", "marketing", D("10:10")),
        text("T", D("10:20")),
      ),
    ).toEqual([
      ["utility", "customer", D("10:00"), D("10:00", 1), "U"],
      ["marketing", "customer", D("10:10"), D("10:10", 1), "M T"],
    ]);
  });

  it("K8 of two that started at once it joins the later opener", () => {
    const at = D("10:00");
    const first = template("U", "utility", at, { attemptAt: at - 2 * secondMs });
    const second = template("M", "marketing", at, { attemptAt: at - secondMs });
    const joining = text("T", D("10:05"));
    for (const order of [
      [first, second, joining],
      [joining, second, first],
    ]) {
      expect(derive(...order).map(([, , , , ids]) => ids)).toEqual(["U", "M T"]);
    }
  });

  it.each([
    ["1 ms before its end joins", dayMs - 1, 1],
    ["exactly at its end opens a new one", dayMs, 2],
  ])("a message %s (the end is exclusive)", (_, later, count) => {
    expect(derive(text("T1", D("10:00")), text("T2", D("10:00") + later))).toHaveLength(count);
  });

  it("messages of one moment are taken in the order of their attempts, then of seq", () => {
    const at = D("10:00");
    const late = text("late", at, { attemptAt: at - secondMs });
    const early = text("early", at, { attemptAt: at - 2 * secondMs });
    const sameAttempt = text("same", at, { attemptAt: at - 2 * secondMs });
    expect(derive(late, sameAttempt, early)).toEqual([
      ["service", "customer", at, at + dayMs, "early same late"],
    ]);
  });
});

describe("K10 free entry from an ad, dates to 2025-06-30", () => {
  const june = (time: string, day = 10): Instant => Date.parse(`2025-06-${day}T${time}:00+02:00`);
  const referred = (messages: CountingMessage[], ...sentAts: Instant[]) =>
    shown(deriveConversations({ messages, referrals: { sentAts, timeZone: "Europe/Madrid" } }));

  it("the first delivered answer opens 72 h, ends the others, and nothing else opens until its end", () => {
    expect(
      referred(
        [
          template("U1", "utility", june("09:00"), closed),
          text("T", june("12:00")),
          template("M", "marketing", june("13:00")),
          template("U2", "utility", june("12:00", 13)),
        ],
        june("11:00"),
      ),
    ).toEqual([
      ["utility", "business", june("09:00"), june("12:00"), "U1"],
      ["referral_conversion", "customer", june("12:00"), june("12:00", 13), "T M"],
      ["utility", "customer", june("12:00", 13), june("12:00", 14), "U2"],
    ]);
  });

  it.each([
    ["in the moment of the referral", 0, "referral_conversion"],
    ["exactly 24 h after the referral", dayMs, "referral_conversion"],
    ["24 h and 1 ms after the referral", dayMs + 1, "service"],
    ["1 ms before the referral", -1, "service"],
  ])("an answer tried %s opens %s", (_, later, category) => {
    const referralAt = june("11:00");
    expect(referred([text("T", referralAt + later)], referralAt).map(([first]) => first)).toEqual([category]);
  });

  it("an answer that has not arrived yet opens an ordinary one", () => {
    expect(referred([text("T", june("12:00"), { status: "sent" })], june("11:00"))).toEqual([
      ["service", "customer", june("12:00"), june("12:00", 11), "T"],
    ]);
  });

  it("a referral is used up by its first answer, even by one that came while a free entry ran", () => {
    const first = june("11:00");
    const second = june("11:30", 13);
    const answers = [text("T1", june("12:00")), text("T2", june("11:45", 13)), text("T3", june("12:30", 13))];
    expect(referred(answers, first, second).map(([category, , , , ids]) => [category, ids])).toEqual([
      ["referral_conversion", "T1 T2"],
      ["service", "T3"],
    ]);
  });

  it.each([
    ["2025-06-30T23:59:59+02:00", "referral_conversion"],
    ["2025-07-01T00:00:00+02:00", "service"],
  ])("reached at %s it opens %s, by the date of the WABA's zone", (iso, category) => {
    const at = Date.parse(iso);
    expect(referred([text("T", at)], at - hourMs).map(([first]) => first)).toEqual([category]);
  });
});

describe("K11 K12 what later reports change", () => {
  const u1 = template("U1", "utility", D("10:00"), { ...closed, status: "sent" });

  it("K11 an opener on its way is provisional; delivered, start and end move, category and starter do not", () => {
    const [provisional] = deriveConversations({ messages: [u1] });
    expect(provisional).toMatchObject({ provisional: true, startsAt: D("10:00"), startedBy: "business" });
    const delivered = { ...u1, status: "delivered" as const, reachedAt: D("13:00") };
    const [final] = deriveConversations({ messages: [delivered] });
    expect(final).toMatchObject({ provisional: false, startsAt: D("13:00"), endsAt: D("13:00", 1) });
    expect(final).toMatchObject({ category: "utility", startedBy: "business" });
  });

  it("K12 B8 a failed message alone leaves no conversation; delivered after all, the same as if it had never failed", () => {
    const delivered = { ...u1, status: "delivered" as const, reachedAt: D("10:05") };
    expect(derive({ ...u1, status: "failed" })).toEqual([]);
    expect(derive(delivered)).toEqual([["utility", "business", D("10:05"), D("10:05", 1), "U1"]]);
  });
});

describe("examples", () => {
  it("E1 the opener fails: the second message opens, with its own time", () => {
    const u1 = template("U1", "utility", D("10:00"), { ...closed, status: "failed" });
    const u2 = template("U2", "utility", D("10:30"), closed);
    expect(derive(u1, u2)).toEqual([["utility", "business", D("10:30"), D("10:30", 1), "U2"]]);
  });

  it("E2 delivered three hours later: provisional from sending, final from delivery", () => {
    const sent = template("U1", "utility", D("10:00"), { ...closed, status: "sent" });
    const delivered = { ...sent, status: "delivered" as const, reachedAt: D("13:00") };
    expect(derive(sent)).toEqual([["utility", "business", D("10:00"), D("10:00", 1), "U1"]]);
    expect(derive(delivered)).toEqual([["utility", "business", D("13:00"), D("13:00", 1), "U1"]]);
  });

  it("E3 marketing by the business, utility by the customer, free text with the last one to its last second", () => {
    expect(
      derive(
        template("M", "marketing", D("09:00"), closed),
        template("U", "utility", D("10:00")),
        text("T1", D("10:05")),
        text("T2", D("10:00", 1) - secondMs),
        text("T3", D("10:00", 1)),
      ),
    ).toEqual([
      ["marketing", "business", D("09:00"), D("09:00", 1), "M"],
      ["utility", "customer", D("10:00"), D("10:00", 1), "U T1 T2"],
      ["service", "customer", D("10:00", 1), D("10:00", 2), "T3"],
    ]);
  });

  it("E4 service goes on beside a utility template", () => {
    expect(
      derive(text("T1", D("18:02")), template("U", "utility", D("18:10")), text("T2", D("18:16"))),
    ).toEqual([
      ["service", "customer", D("18:02"), D("18:02", 1), "T1 T2"],
      ["utility", "customer", D("18:10"), D("18:10", 1), "U"],
    ]);
  });

  it("E5 the template fails after free text joined it: the free text opens service", () => {
    const u = template("U", "utility", D("10:00"), { ...closed, status: "sent" });
    const t = text("T", D("10:21"));
    expect(derive(u, t)).toEqual([["utility", "business", D("10:00"), D("10:00", 1), "U T"]]);
    expect(derive({ ...u, status: "failed" }, t)).toEqual([
      ["service", "customer", D("10:21"), D("10:21", 1), "T"],
    ]);
  });

  it("E6 the second one is delivered first: it opens, the first joins", () => {
    const u1 = template("U1", "utility", D("10:00"), { ...closed, reachedAt: D("12:00") });
    const u2 = template("U2", "utility", D("10:30"), { ...closed, reachedAt: D("10:31") });
    const [only, ...others] = deriveConversations({ messages: [u1, u2] });
    expect(only).toMatchObject({
      id: "U2",
      startsAt: D("10:31"),
      endsAt: D("10:31", 1),
      messageIds: ["U2", "U1"],
    });
    expect(others).toEqual([]);
  });

  it("E7 the only free text fails with 131047: no conversation (reactions are never given to the fold)", () => {
    expect(derive(text("T", D("10:00"), { status: "failed" }))).toEqual([]);
    expect(derive()).toEqual([]);
  });

  it("E8 a customer message that is heard of later turns the starter, not the time", () => {
    const before = template("U", "utility", D("18:10"), closed);
    const after = { ...before, windowOpenAtAttempt: true };
    expect(derive(before)).toEqual([["utility", "business", D("18:10"), D("18:10", 1), "U"]]);
    expect(derive(after)).toEqual([["utility", "customer", D("18:10"), D("18:10", 1), "U"]]);
    expect(earliestMoved(before, after)).toBe(D("18:10"));
  });
});

describe("from when to derive again", () => {
  const at = D("10:00");
  const sent = text("T", at, { status: "sent" });
  it.each<[string, CountingMessage | null, CountingMessage | null, Instant | null]>([
    ["nothing before, a counting message now", null, sent, at],
    ["a counting message gone", sent, null, at],
    [
      "delivered later: from the old time",
      sent,
      { ...sent, status: "delivered", reachedAt: at + minuteMs },
      at,
    ],
    [
      "delivered at a time before our clock's acceptance: from the new time",
      sent,
      { ...sent, status: "delivered", reachedAt: at - secondMs },
      at - secondMs,
    ],
    [
      "delivered in the very same moment: no longer provisional",
      sent,
      { ...sent, status: "delivered", reachedAt: at },
      at,
    ],
    ["failed", sent, { ...sent, status: "failed" }, at],
    [
      "failed, then delivered",
      { ...sent, status: "failed" },
      { ...sent, status: "delivered", reachedAt: at },
      at,
    ],
    [
      "read after delivered moves nothing",
      { ...sent, status: "delivered", reachedAt: at },
      { ...sent, status: "read", reachedAt: at },
      null,
    ],
    ["sent after sending at the same time moves nothing", { ...sent, status: "sending" }, sent, null],
    ["queued before and after", { ...sent, status: "queued" }, { ...sent, status: "held" }, null],
    ["neither", null, null, null],
    [
      "another category",
      { ...sent, kind: "template", category: "utility" },
      { ...sent, kind: "template", category: "marketing" },
      at,
    ],
    ["another window at the attempt", sent, { ...sent, windowOpenAtAttempt: false }, at],
    ["another attempt with the same time", { ...sent, attemptAt: at - minuteMs }, sent, at],
  ])("%s", (_, before, after, expected) => {
    expect(earliestMoved(before, after)).toBe(expected);
  });
});
