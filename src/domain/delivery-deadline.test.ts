import { describe, expect, it } from "vitest";
import { statusByTime, timeToLiveMs } from "./delivery-deadline.ts";
import { type AttemptState, type DeliveryStatus, startAttempt } from "./delivery-status.ts";
import { dayMs, hourMs, minuteMs } from "./time.ts";

const attempt = (status: DeliveryStatus, acceptedAt: number | null = null): AttemptState => ({
  ...startAttempt(0),
  status,
  acceptedAt,
});

describe("time to live", () => {
  it.each([
    ["free text", null, null, 30 * dayMs],
    ["a utility template", "utility", null, 30 * dayMs],
    ["an authentication template", "authentication", null, 10 * minuteMs],
    ["an international authentication template", "authentication_international", null, 10 * minuteMs],
    ["a template with its own time", "marketing", 12 * hourMs, 12 * hourMs],
  ] as const)("of %s", (_, category, own, expected) => {
    expect(timeToLiveMs(category, own)).toBe(expected);
  });
});

describe("what passing time does to an attempt", () => {
  const live = 10 * minuteMs;
  const end = live + 7 * dayMs;
  it.each<[string, AttemptState, number, string | null]>([
    ["P3 sending for exactly 5 minutes", attempt("sending"), 5 * minuteMs, null],
    ["P3 sending for more than 5 minutes", attempt("sending"), 5 * minuteMs + 1, "unknown"],
    ["sent, 1 ms before time to live + 7 d", attempt("sent"), end - 1, null],
    ["sent for time to live + 7 d", attempt("sent"), end, "expired"],
    ["held for time to live + 7 d", attempt("held"), end, "expired"],
    ["unknown for time to live + 7 d", attempt("unknown"), end, "expired"],
    ["counted from acceptance where there is one, 1 ms before", attempt("sent", 2_000), end + 1_999, null],
    ["counted from acceptance where there is one", attempt("sent", 2_000), end + 2_000, "expired"],
    ["a queued one waits as long as it must", attempt("queued"), 100 * dayMs, null],
    ["a delayed mail waits for its bounce", attempt("delayed"), 100 * dayMs, null],
    ["a delivered one stays", attempt("delivered"), 100 * dayMs, null],
    ["a failed one stays", attempt("failed"), 100 * dayMs, null],
  ])("%s", (_, state, now, status) => {
    expect(statusByTime(state, now, live)?.status ?? null).toBe(status);
  });

  it("an attempt that was never begun has no deadline", () => {
    expect(statusByTime({ ...attempt("queued"), attemptAt: null }, 100 * dayMs, live)).toBeNull();
  });
});
