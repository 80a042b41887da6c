import type { Clocked } from "./clocks.ts";

/** What a customer does on WhatsApp; the words of `CustomerEventKind`. */
export type Deed = "text" | "media" | "unsupported" | "reaction" | "reaction-removed" | "call" | "edit";

/** The ids under which Meta shows somebody. */
export type Ids = { waId: string | null; bsuid: string | null };

/** Meta tells that somebody has another number or another user id now (N8, N9). */
export type IdentityStep = {
  do: "change-identity";
  channel: number;
  kind: "number-changed" | "user-id-changed" | "security-code-changed";
  from: Ids;
  to: Ids;
};

/** How the provider takes a call of ours. `code`: Meta's error body, so nothing was sent. */
export type Answer =
  | { kind: "accepted" | "held" | "lost-after-arrival" | "lost-before-arrival" | "no-connection" }
  | { kind: "refused"; code: string };

/** What the provider tells later about a message that it has: statuses in their true order. */
export type Fate = readonly ("sent" | "delivered" | "read" | { failed: string })[];

/** How the delivery of webhooks ends for Meta: it hears 200, hears nothing though all was stored, or nothing was stored. */
export type DeliveryEnd = "answered" | "answer-lost" | "crashed";

/**
 * One event of a run. Numbers that name something (a customer, a webhook, a worker) count modulo what there is, so that
 * every part of an event list is an event list: that is what makes shrinking possible.
 */
export type Step =
  | { do: "wait"; ms: number }
  | { do: "wait-for-closing"; customer: number; channel: number; offsetMs: number }
  | { do: "set-clock"; whose: Clocked; skewMs: number }
  | { do: "write"; customer: number; channel: number; deed: Deed; text: string; ageMs: number; as?: Ids }
  | IdentityStep
  | { do: "bad-webhook"; fault: "unknown-channel" | "sender-missing" }
  | { do: "deliver"; picks: readonly number[]; again: number | null; twice: boolean; end: DeliveryEnd }
  | { do: "mail"; customer: number; ageMs: number }
  | { do: "fetch-mail"; most: number; rescan: boolean; end: "stored" | "crashed" }
  | { do: "submit"; customer: number; channel: number; kind: "text" | "email" | "note" }
  | { do: "submit-template"; customer: number; channel: number; category: "utility" | "marketing" }
  | { do: "claim"; worker: number }
  | { do: "call"; worker: number; answer: Answer; fate: Fate; hidesAttempt: boolean }
  | { do: "store-receipts"; worker: number }
  | { do: "crash"; worker: number }
  | { do: "sweep" }
  | { do: "end-overdue" };
