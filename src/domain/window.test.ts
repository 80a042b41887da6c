import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, type Instant, localTime, minuteMs, secondMs } from "./time.ts";
import {
  type CustomerEventKind,
  clampSentAt,
  effectOf,
  kindSinceConnected,
  recordCustomerEvent,
  recordFreeTextDelivered,
  recordRefusal,
  type WindowRecord,
  wasOpenAt,
  windowStateAt,
} from "./window.ts";

const at = (text: string): Instant => Date.parse(text);
const wrote = (...sentAts: Instant[]): WindowRecord | null =>
  sentAts.reduce<WindowRecord | null>(
    (record, sentAt) => recordCustomerEvent(record, { kind: "text", sentAt }),
    null,
  );
const stateAt = (record: WindowRecord | null, now: Instant): string => windowStateAt(record, now).state;

describe("what an event does", () => {
  const yes = true;
  const no = false;
  it.each<[string, CustomerEventKind, boolean, boolean, boolean]>([
    ["W1", "text", yes, yes, yes],
    ["W1", "media", yes, yes, yes],
    ["W1", "sticker", yes, yes, yes],
    ["W1", "location", yes, yes, yes],
    ["W1", "contacts", yes, yes, yes],
    ["W1", "order", yes, yes, yes],
    ["W1", "button", yes, yes, yes],
    ["W1", "interactive", yes, yes, yes],
    ["W2", "unsupported", yes, yes, no],
    ["W3", "reaction", yes, no, no],
    ["W4", "reaction-removed", no, no, no],
    ["W5", "call", yes, yes, no],
    ["W5", "welcome", yes, no, no],
    ["W6", "edit", no, yes, no],
    ["W6", "revoke", no, no, no],
    ["W7", "system", no, no, no],
    ["W7", "preference", no, no, no],
    ["W7", "echo", no, no, no],
    ["W7", "history", no, no, no],
    ["W7", "group", no, no, no],
    ["W7", "email", no, yes, yes],
  ])(
    "%s %s: opens %s, thread waits %s, may be answered automatically %s",
    (_, kind, opensWindow, threadWaits, mayAutoReply) => {
      expect(effectOf(kind)).toEqual({ opensWindow, threadWaits, mayAutoReply });
      const expected = opensWindow ? "open" : "never";
      expect(stateAt(recordCustomerEvent(null, { kind, sentAt: 0 }), 1)).toBe(expected);
    },
  );

  it("W3 an owner may decide that a reaction opens nothing; everything else stays", () => {
    const settings = { reactionOpensWindow: false };
    expect(effectOf("reaction", settings).opensWindow).toBe(false);
    expect(effectOf("text", settings).opensWindow).toBe(true);
    expect(stateAt(recordCustomerEvent(null, { kind: "reaction", sentAt: 0 }, settings), 1)).toBe("never");
  });

  it.each<[string, CustomerEventKind, Instant, CustomerEventKind]>([
    ["in the second before the number was connected", "text", 999, "history"],
    ["in the second in which it was connected", "text", 1_000, "text"],
    ["exactly when it was connected", "text", 1_400, "text"],
    ["a mail, which needs no number", "email", 999, "email"],
  ])("W7 %s: %s at %d counts as %s", (_, kind, sentAt, expected) => {
    expect(kindSinceConnected(kind, sentAt, 1_400)).toBe(expected);
  });
});

describe("closing time", () => {
  const sentAt = at("2026-03-10T18:19:00+01:00");

  it.each([
    ["1 ms before closesAt", dayMs - 1, "open"],
    ["exactly at closesAt", dayMs, "closed"],
    ["1 ms after closesAt", dayMs + 1, "closed"],
  ])("W10 free text %s: %s", (_, later, state) => {
    expect(stateAt(wrote(sentAt), sentAt + later)).toBe(state);
  });

  it("W10 a margin moves the closing time itself, so nothing is hidden", () => {
    const record = wrote(sentAt);
    const closesAt = sentAt + dayMs - 60 * secondMs;
    expect(windowStateAt(record, closesAt - 1, 60 * secondMs)).toMatchObject({ state: "open", closesAt });
    expect(windowStateAt(record, closesAt, 60 * secondMs)).toMatchObject({ state: "closed", closesAt });
  });

  it("a customer who never wrote has no window", () => {
    expect(windowStateAt(null, sentAt)).toEqual({ state: "never" });
    expect(windowStateAt({ lastCustomerMessageAt: null, refusedAttemptAt: null }, sentAt)).toEqual({
      state: "never",
    });
  });

  it.each([
    [
      "D4 W11 the night that has an hour more",
      "2026-10-24T18:19:00+02:00",
      "2026-10-25T17:19:00+01:00",
      "17:19",
    ],
    [
      "W11 the night that has an hour less",
      "2026-03-28T18:19:00+01:00",
      "2026-03-29T19:19:00+02:00",
      "19:19",
    ],
    ["an ordinary night", "2026-03-10T18:19:00+01:00", "2026-03-11T18:19:00+01:00", "18:19"],
  ])("%s: 24 elapsed hours in Madrid", (_, sent, closes, wall) => {
    const record = wrote(at(sent));
    expect(windowStateAt(record, at(sent))).toMatchObject({ state: "open", closesAt: at(closes) });
    expect(localTime(at(closes), "Europe/Madrid")).toBe(wall);
    expect(stateAt(record, at(closes) - 1)).toBe("open");
    expect(stateAt(record, at(closes))).toBe("closed");
  });

  it("W8 D2 D3 any order and any repetition of the same events gives the same window", () => {
    const events = fc.array(fc.integer({ min: 0, max: 3 * dayMs }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(events, fc.array(fc.nat(), { maxLength: 8 }), (sentAts, again) => {
        const repeated = again.map((index) => sentAts[index % sentAts.length] ?? 0);
        expect(wrote(...repeated, ...sentAts.toReversed())).toEqual(wrote(...sentAts));
        expect(wrote(...sentAts)?.lastCustomerMessageAt).toBe(Math.max(...sentAts));
      }),
    );
  });
});

describe("W9 D7 F15 WhatsApp refuses although our clock says open", () => {
  const wroteAt = at("2026-03-10T18:00:00+01:00");
  const attemptAt = wroteAt + hourMs;
  const refused = recordRefusal(wrote(wroteAt), attemptAt);

  it("closes the window according to WhatsApp, and tells until when our clock says open", () => {
    expect(windowStateAt(refused, attemptAt + 1)).toEqual({
      state: "closed",
      closedBy: "provider",
      closesAt: wroteAt + dayMs,
      lastCustomerMessageAt: wroteAt,
    });
  });

  it("is closed by time once our clock says so too", () => {
    expect(windowStateAt(refused, wroteAt + dayMs)).toMatchObject({ state: "closed", closedBy: "time" });
  });

  it.each([
    ["sent before the refused attempt", attemptAt - 1, "closed"],
    ["sent at the refused attempt", attemptAt, "closed"],
    ["sent after the refused attempt", attemptAt + 1, "open"],
  ])("a customer message %s: %s, in whatever order the two are heard", (_, sentAt, state) => {
    const now = attemptAt + hourMs;
    expect(stateAt(recordCustomerEvent(refused, { kind: "text", sentAt }), now)).toBe(state);
    expect(stateAt(recordRefusal(wrote(wroteAt, sentAt), attemptAt), now)).toBe(state);
  });

  it.each([
    ["attempted before it", attemptAt - 1, "closed"],
    ["that same attempt (L2)", attemptAt, "open"],
    ["attempted after it", attemptAt + 1, "open"],
  ])(
    "a free text %s is delivered: %s, in whatever order the two are heard",
    (_, deliveredAttemptAt, state) => {
      const now = attemptAt + hourMs;
      expect(stateAt(recordFreeTextDelivered(refused, deliveredAttemptAt), now)).toBe(state);
      expect(stateAt(recordRefusal(wrote(wroteAt), attemptAt, deliveredAttemptAt), now)).toBe(state);
    },
  );

  it("a repeated refusal, or one of an older attempt, changes nothing", () => {
    expect(recordRefusal(refused, attemptAt)).toEqual(refused);
    expect(recordRefusal(refused, attemptAt - minuteMs)).toEqual(refused);
  });

  it("a refusal of somebody who never wrote leaves the words of never", () => {
    expect(windowStateAt(recordRefusal(null, attemptAt), attemptAt)).toEqual({ state: "never" });
  });
});

describe("W12 D6 windows do not lend each other anything", () => {
  it("what opens the window of one record leaves the other as it was", () => {
    const number1 = wrote(1_000);
    const number2: WindowRecord | null = null;
    expect(stateAt(number1, 2_000)).toBe("open");
    expect(stateAt(number2, 2_000)).toBe("never");
  });
});

describe("window at sending, judged with all that is known now", () => {
  it.each([
    ["1 ms before the customer wrote", -1, false],
    ["when the customer wrote", 0, true],
    ["1 ms before it closed", dayMs - 1, true],
    ["exactly when it closed", dayMs, false],
  ])("an attempt %s: %s", (_, later, open) => {
    expect(wasOpenAt([5_000], 5_000 + later)).toBe(open);
  });

  it("any one of several messages is enough; none is not", () => {
    expect(wasOpenAt([0, 3 * dayMs], 3 * dayMs + 1)).toBe(true);
    expect(wasOpenAt([0, 3 * dayMs], 2 * dayMs)).toBe(false);
    expect(wasOpenAt([], 0)).toBe(false);
  });
});

describe("F16 a provider's timestamp is clamped to [received − 7 d, received + 5 min]", () => {
  const receivedAt = at("2026-03-10T20:00:00Z");
  it.each([
    ["7 d before", -7 * dayMs, -7 * dayMs],
    ["7 d and 1 ms before", -7 * dayMs - 1, -7 * dayMs],
    ["24 h before (D1)", -dayMs, -dayMs],
    ["5 min after", 5 * minuteMs, 5 * minuteMs],
    ["5 min and 1 ms after", 5 * minuteMs + 1, 5 * minuteMs],
  ])("%s", (_, difference, expected) => {
    expect(clampSentAt(receivedAt + difference, receivedAt)).toBe(receivedAt + expected);
  });
});
