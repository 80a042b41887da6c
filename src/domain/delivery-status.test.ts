import { describe, expect, it } from "vitest";
import {
  type AttemptState,
  type DeliveryStatus,
  hasBeenRead,
  hasReached,
  isDeliveryStatus,
  isExpiredUnsent,
  isFinal,
  plannedAttempt,
  rankOf,
  reachedAt,
  startAttempt,
} from "./delivery-status.ts";

const inOrder: DeliveryStatus[] = [
  "queued",
  "sending",
  "unknown",
  "held",
  "sent",
  "delayed",
  "expired",
  "failed",
  "delivered",
  "read",
  "played",
];

describe("the total order of statuses", () => {
  it.each(inOrder.map((status, rank): [number, DeliveryStatus] => [rank, status]))(
    "rank %d is %s",
    (rank, status) => {
      expect(rankOf(status)).toBe(rank);
      expect(isDeliveryStatus(status)).toBe(true);
    },
  );

  it.each(["deleted", "warning", "", "toString", "__proto__"])("L4 %j is no status of ours", (word) => {
    expect(isDeliveryStatus(word)).toBe(false);
  });

  it("L3 read implies delivered, played implies read", () => {
    expect(inOrder.filter(hasReached)).toEqual(["delivered", "read", "played"]);
    expect(inOrder.filter(hasBeenRead)).toEqual(["read", "played"]);
  });

  it("nothing more is waited for once expired, failed or delivered; a reaction ends as sent", () => {
    expect(inOrder.filter((status) => isFinal(status))).toEqual([
      "expired",
      "failed",
      "delivered",
      "read",
      "played",
    ]);
    expect(isFinal("sent", true)).toBe(true);
    expect(isFinal("held", true)).toBe(false);
  });
});

describe("when the customer got it", () => {
  it.each<[string, Partial<AttemptState>, number | null]>([
    ["nothing reported", {}, null],
    ["sent and failed do not count", { sentAt: 1, failedAt: 2 }, null],
    ["delivered", { deliveredAt: 5 }, 5],
    ["M11 read without delivered", { readAt: 7 }, 7],
    ["played alone", { playedAt: 9 }, 9],
    [
      "the earliest, even if read was stamped before delivered",
      { deliveredAt: 5, readAt: 4, playedAt: 6 },
      4,
    ],
  ])("%s", (_, times, expected) => {
    expect(reachedAt({ ...plannedAttempt, ...times })).toBe(expected);
  });
});

describe("the beginning of an attempt", () => {
  it("is sending from the moment its row is committed", () => {
    expect(startAttempt(1_000)).toEqual({ ...plannedAttempt, status: "sending", attemptAt: 1_000 });
  });

  it("L1 expired for the window was never sent; expired undelivered was", () => {
    const expired = (reason: "window" | "undelivered"): AttemptState => ({
      ...plannedAttempt,
      status: "expired",
      failure: { reason, code: null, detail: null },
    });
    expect(isExpiredUnsent(expired("window"))).toBe(true);
    expect(isExpiredUnsent(expired("undelivered"))).toBe(false);
  });
});
