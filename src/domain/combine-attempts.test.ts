import { describe, expect, it } from "vitest";
import { combineAttempts } from "./combine-attempts.ts";
import { type AttemptState, type DeliveryStatus, plannedAttempt, startAttempt } from "./delivery-status.ts";

const attempt = (status: DeliveryStatus, attemptAt = 0): AttemptState => ({
  ...startAttempt(attemptAt),
  status,
});

describe("L5 the state of a message with several attempts", () => {
  it.each<[string, DeliveryStatus[], DeliveryStatus, number]>([
    ["one attempt is the message", ["sent"], "sent", 0],
    ["the newest counts while none reached the customer", ["failed", "sending"], "sending", 1],
    ["a transient failure that is queued again", ["failed", "queued"], "queued", 1],
    ["the newest counts even when an older one ranks higher", ["failed", "sent"], "sent", 1],
    ["a late delivery of the first outranks the second", ["delivered", "failed"], "delivered", 0],
    ["the highest counts once one reached the customer", ["read", "delivered"], "read", 0],
    ["of equals the first to be tried", ["delivered", "delivered"], "delivered", 0],
    ["the highest, wherever it stands", ["delivered", "sent", "played", "failed"], "played", 2],
  ])("%s", (_, statuses, status, index) => {
    const attempts = statuses.map((each, number) => attempt(each, number));
    expect(combineAttempts(attempts)).toMatchObject({ status, attemptAt: index });
  });

  it("a message without any attempt is queued", () => {
    expect(combineAttempts([])).toEqual({ ...plannedAttempt, mayHaveArrivedTwice: false });
  });

  it.each<[DeliveryStatus[], boolean]>([
    [["delivered"], false],
    [["delivered", "sent"], false],
    [["delivered", "read"], true],
    [["unknown", "delivered"], false],
  ])("attempts %j may have arrived twice: %s", (statuses, twice) => {
    expect(combineAttempts(statuses.map((status) => attempt(status))).mayHaveArrivedTwice).toBe(twice);
  });
});
