import type { SendOutcome } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { secondMs } from "#domain/time.ts";
import { type WindowRecord, windowStateAt } from "#domain/window.ts";
import type { AttemptFinishedFact, WithdrawnFact } from "../record/facts.ts";
import { decideAfterCall } from "./decide-after-call.ts";
import type { Receipt } from "./receipt.ts";

/** What a receipt changes: the thread by a fact, the queue, the pace of the number, the state of the channel. */
export type ReceiptVerdict = {
  fact: AttemptFinishedFact | WithdrawnFact;
  queue: { kind: "leave" } | { kind: "delete" } | { kind: "release"; delayMs: number; tried: number };
  pauseNumberMs: number | null;
  restrict: FailureReason | null;
};

/**
 * Decides about one receipt. Fencing: only who still holds the lease may touch the queue row; a receipt that comes after
 * the lease was lost still tells the thread what is known, and plans nothing.
 */
export function decideReceipt(
  receipt: Receipt,
  known: { isHeld: boolean; window: WindowRecord | null; chance: number },
): ReceiptVerdict {
  const { attempt, at } = receipt;
  if (receipt.kind === "called") {
    return decideCalled(receipt.outcome, receipt, known);
  }
  const isClosed = receipt.because === "window" && windowStateAt(known.window, at).state !== "open";
  if (isClosed && known.isHeld) {
    const { workspaceId, messageId, attemptId, outbound } = attempt;
    const reason = outbound.automatic ? "superseded" : "window";
    return {
      fact: { type: "withdrawn", workspaceId, messageId, attemptId, at, reason },
      // The record takes a withdrawn message out of the queue.
      queue: { kind: "leave" },
      pauseNumberMs: null,
      restrict: null,
    };
  }
  const reason = receipt.because === "throughput" ? "throughput" : "connection";
  const detail = `No call was made: ${receipt.because}`;
  const outcome: SendOutcome = {
    kind: "refused",
    failure: { reason, code: null, detail },
    retryable: true,
    retryAfterMs: null,
  };
  return {
    fact: finished(receipt, outcome, known.isHeld),
    queue: known.isHeld ? { kind: "release", delayMs: 0, tried: 0 } : { kind: "leave" },
    pauseNumberMs: null,
    restrict: null,
  };
}

function decideCalled(
  outcome: SendOutcome,
  receipt: Receipt,
  { isHeld, chance }: { isHeld: boolean; chance: number },
): ReceiptVerdict {
  const after = decideAfterCall({ outcome, tries: receipt.attempt.tries, chance });
  const pauseNumberMs = after.kind === "retry" ? after.pauseNumberMs : null;
  const restrict = after.kind === "hold" ? after.reason : null;
  if (!isHeld) {
    return { fact: finished(receipt, outcome, false), queue: { kind: "leave" }, pauseNumberMs, restrict };
  }
  switch (after.kind) {
    case "done":
      return { fact: finished(receipt, outcome, false), queue: { kind: "delete" }, pauseNumberMs, restrict };
    case "retry": {
      const queue = { kind: "release", delayMs: after.delayMs, tried: 1 } as const;
      return { fact: finished(receipt, outcome, true), queue, pauseNumberMs, restrict };
    }
    case "hold": {
      // Messages that were on their way together find the channel restricted when this pause is over.
      const queue = { kind: "release", delayMs: secondMs, tried: 0 } as const;
      return { fact: finished(receipt, outcome, true), queue, pauseNumberMs, restrict };
    }
    default:
      return after satisfies never;
  }
}

function finished({ attempt, at }: Receipt, outcome: SendOutcome, retry: boolean): AttemptFinishedFact {
  const { workspaceId, messageId, attemptId } = attempt;
  return { type: "attempt-finished", workspaceId, messageId, attemptId, at, outcome, retry };
}
