import type { Instant } from "./time.ts";
import { type CustomerEventKind, effectOf } from "./window.ts";

/** One item of a thread, as far as waiting and answering care. `seq` is the order of receipt, never that of sending. */
export type ThreadItem =
  | { by: "customer"; seq: number; kind: CustomerEventKind }
  | {
      by: "business";
      seq: number;
      kind: "free-text" | "template" | "email" | "echo" | "note";
      isAutomatic: boolean;
    };

/** Whether an item asks a person for an answer (W1–W7, the column "thread waits"). */
export function asksForAnswer(item: ThreadItem): boolean {
  return item.by === "customer" && effectOf(item.kind).threadWaits;
}

/** Whether an item answers the customer: a message of a person on any channel. Automatic ones and notes do not. */
export function isAnswer(item: ThreadItem): boolean {
  return item.by === "business" && !item.isAutomatic && item.kind !== "note";
}

/**
 * Goes on from what waits so far with the next item received: the first item that asks since the last answer, null when
 * the thread is answered. Items may carry more than this type; what comes back is one of them.
 */
export function nextWaiting<Item extends ThreadItem>(waiting: Item | null, item: Item): Item | null {
  if (isAnswer(item)) {
    return null;
  }
  return waiting === null && asksForAnswer(item) ? item : waiting;
}

/** The item that waits longest in a whole thread, null when it is answered; in the order of receipt, whatever the order given. */
export function findWaiting<Item extends ThreadItem>(items: readonly Item[]): Item | null {
  return items.toSorted((a, b) => a.seq - b.seq).reduce<Item | null>(nextWaiting, null);
}

/** A window with what its thread knew of it when it closed. */
export type WindowAtClose = {
  closesAt: Instant;
  /** seq of the newest event of that channel and identity that asked for an answer; null when none did. */
  askedSeq: number | null;
  /** seq of the thread's newest answer that a person sent before closesAt; null when nobody did. */
  answeredSeq: number | null;
};

/** D10: whether the window closed on a customer who still waited for an answer ("ventanas perdidas"). */
export function isLostWindow(window: WindowAtClose, now: Instant): boolean {
  const { closesAt, askedSeq, answeredSeq } = window;
  return now >= closesAt && askedSeq !== null && (answeredSeq === null || answeredSeq < askedSeq);
}
