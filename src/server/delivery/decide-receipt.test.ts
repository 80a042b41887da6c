import { describe, expect, it } from "vitest";
import { nobody, type SendOutcome } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { hourMs } from "#domain/time.ts";
import type { Attempt } from "./attempt.ts";
import { decideReceipt } from "./decide-receipt.ts";
import type { Receipt } from "./receipt.ts";

const at = Date.UTC(2026, 2, 10, 17, 16);
const attempt = {
  workspaceId: "w",
  messageId: "m",
  attemptId: "a",
  tries: 0,
  outbound: { automatic: false },
} as Partial<Attempt> as Attempt;
const open = { lastCustomerMessageAt: at - hourMs, refusedAttemptAt: null };
const held = { isHeld: true, window: open, chance: 0 };

function called(outcome: SendOutcome): Receipt {
  return { attempt, at, kind: "called", outcome };
}

function refused(reason: FailureReason, retryable: boolean): SendOutcome {
  return { kind: "refused", failure: { reason, code: null, detail: null }, retryable, retryAfterMs: null };
}

describe("who holds the lease settles the queue", () => {
  it.each<[string, SendOutcome, unknown, boolean]>([
    [
      "accepted",
      { kind: "accepted", providerId: "x", held: false, recipient: nobody },
      { kind: "delete" },
      false,
    ],
    ["unknown", { kind: "unknown", detail: "timeout" }, { kind: "delete" }, false],
    ["refused for good", refused("not-on-whatsapp", false), { kind: "delete" }, false],
    ["refused for now", refused("provider-down", true), { kind: "release", delayMs: 2_000, tried: 1 }, true],
    ["a dead token", refused("token", false), { kind: "release", delayMs: 1_000, tried: 0 }, true],
  ])("%s", (_, outcome, queue, retry) => {
    expect(decideReceipt(called(outcome), held)).toMatchObject({
      queue,
      fact: { type: "attempt-finished", retry },
    });
  });

  it("a dead token holds the channel", () => {
    expect(decideReceipt(called(refused("token", false)), held).restrict).toBe("token");
  });
});

it.each([refused("provider-down", true), refused("token", false)])(
  "who lost the lease only tells what is known: $failure.reason",
  (outcome) => {
    const verdict = decideReceipt(called(outcome), { ...held, isHeld: false });
    expect(verdict).toMatchObject({ queue: { kind: "leave" }, fact: { outcome, retry: false } });
  },
);

describe("no call was made because the window seemed to have closed", () => {
  const receipt: Receipt = { attempt, at, kind: "not-called", because: "window" };
  const closed = { lastCustomerMessageAt: at - 24 * hourMs, refusedAttemptAt: null };

  it("F14: it has: the message is taken back", () => {
    expect(decideReceipt(receipt, { ...held, window: closed }).fact).toMatchObject({
      type: "withdrawn",
      attemptId: "a",
      reason: "window",
    });
  });

  it("R11: an automatic answer ends quietly", () => {
    const automatic = { ...attempt, outbound: { ...attempt.outbound, automatic: true } };
    const verdict = decideReceipt({ ...receipt, attempt: automatic }, { ...held, window: closed });
    expect(verdict.fact).toMatchObject({ reason: "superseded" });
  });

  it("the customer wrote meanwhile: it goes back into the queue", () => {
    expect(decideReceipt(receipt, held)).toMatchObject({
      queue: { kind: "release", delayMs: 0, tried: 0 },
      fact: { type: "attempt-finished", retry: true },
    });
  });
});
