import type { Instant } from "./time.ts";
import { type CustomerEventKind, defaultWindowSettings, effectOf, type WindowSettings } from "./window.ts";

/** One item of a thread, as far as waiting and answering care. `seq` is the order of receipt, never that of sending. */
export type ThreadItem =
  | { by: "customer"; seq: number; kind: CustomerEventKind }
  | {
      by: "business";
      seq: number;
      kind: "free-text" | "template" | "email" | "echo" | "note";
      isAutomatic: boolean;
    };

/** What is stored of a thread: the first event that still waits for a person, null when the thread is answered. */
export type WaitingRecord = { waitingSeq: number | null };

/** Whether an item asks a person for an answer (W1–W7, last but one column). */
export function asksForAnswer(item: ThreadItem, settings: WindowSettings = defaultWindowSettings): boolean {
  return item.by === "customer" && effectOf(item.kind, settings).threadWaits;
}

/** Whether an item answers the customer: a message of a person on any channel. Automatic ones and notes do not. */
export function isAnswer(item: ThreadItem): boolean {
  return item.by === "business" && !item.isAutomatic && item.kind !== "note";
}

/** Takes the next item, in the order of receipt, into the record. */
export function recordThreadItem(record: WaitingRecord, item: ThreadItem): WaitingRecord {
  if (isAnswer(item)) {
    return { waitingSeq: null };
  }
  const startsWaiting = record.waitingSeq === null && asksForAnswer(item);
  return startsWaiting ? { waitingSeq: item.seq } : record;
}

/** A window that has closed, with what its thread knew of it. */
export type ClosedWindow = {
  closesAt: Instant;
  /** seq of the newest event of that channel and identity that asked for an answer; null when none did. */
  askedSeq: number | null;
  /** seq of the thread's newest answer that a person sent before closesAt; null when nobody did. */
  answeredSeq: number | null;
};

/** D10: whether the window closed on a customer who still waited for an answer ("ventanas perdidas"). */
export function isLostWindow(window: ClosedWindow, now: Instant): boolean {
  const { closesAt, askedSeq, answeredSeq } = window;
  return now >= closesAt && askedSeq !== null && (answeredSeq === null || answeredSeq < askedSeq);
}
