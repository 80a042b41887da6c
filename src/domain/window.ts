import { dayMs, type Instant, minuteMs, secondMs } from "./time.ts";

/** What a customer (or the platform about a customer) did, as far as window, waiting and auto-reply care (W1–W8). */
export type CustomerEventKind =
  | "text"
  | "media"
  | "sticker"
  | "location"
  | "contacts"
  | "order"
  | "button"
  | "interactive"
  | "unsupported"
  | "reaction"
  | "reaction-removed"
  | "call"
  | "welcome"
  | "edit"
  | "revoke"
  | "system"
  | "preference"
  | "echo"
  | "history"
  | "group"
  | "email";

/** What such an event does: open the window, make the thread wait for a person, allow an automatic answer. */
export type EventEffect = { opensWindow: boolean; threadWaits: boolean; mayAutoReply: boolean };

/** Where Meta's documents are silent and an owner may decide otherwise (W3). */
export type WindowSettings = { reactionOpensWindow: boolean };

/** A reaction opens the window unless the owner says otherwise (W3). */
export const defaultWindowSettings: WindowSettings = { reactionOpensWindow: true };

/** How long free text is allowed after the customer's last message. */
export const windowMs = dayMs;

const w1: EventEffect = { opensWindow: true, threadWaits: true, mayAutoReply: true };
const none: EventEffect = { opensWindow: false, threadWaits: false, mayAutoReply: false };

const effects: Record<CustomerEventKind, EventEffect> = {
  text: w1,
  media: w1,
  sticker: w1,
  location: w1,
  contacts: w1,
  order: w1,
  button: w1,
  interactive: w1,
  unsupported: { opensWindow: true, threadWaits: true, mayAutoReply: false },
  reaction: { opensWindow: true, threadWaits: false, mayAutoReply: false },
  "reaction-removed": none,
  call: { opensWindow: true, threadWaits: true, mayAutoReply: false },
  welcome: { opensWindow: true, threadWaits: false, mayAutoReply: false },
  edit: { opensWindow: false, threadWaits: true, mayAutoReply: false },
  revoke: none,
  system: none,
  preference: none,
  echo: none,
  history: none,
  group: none,
  email: { opensWindow: false, threadWaits: true, mayAutoReply: true },
};

/**
 * The table W1–W7. A `call` is one that nobody took: answered calls are not events of a thread.
 * An e-mail may be answered automatically as far as this table goes; the guard's R9 asks on.
 */
export function effectOf(
  kind: CustomerEventKind,
  settings: WindowSettings = defaultWindowSettings,
): EventEffect {
  const effect = effects[kind];
  return kind === "reaction" ? { ...effect, opensWindow: settings.reactionOpensWindow } : effect;
}

/**
 * W7: a WhatsApp event from before its number was connected has no more effect than imported history. WhatsApp's times
 * are whole seconds, rounded down: one of the second in which it was connected is taken as later.
 */
export function kindSinceConnected(
  kind: CustomerEventKind,
  sentAt: Instant,
  connectedAt: Instant,
): CustomerEventKind {
  const connectedInSecond = connectedAt - (connectedAt % secondMs);
  return kind !== "email" && sentAt < connectedInSecond ? "history" : kind;
}

/** What is stored of one (channel, identity): enough to say at any moment whether free text is allowed. */
export type WindowRecord = {
  /** The latest sentAt of all opening events. */
  lastCustomerMessageAt: Instant | null;
  /** The latest attempt of a free text that WhatsApp refused with 131047 (W9). */
  refusedAttemptAt: Instant | null;
};

/** The right to send free text at one moment. `closedBy` "provider" means: our clock says open, WhatsApp refused. */
export type WindowState =
  | { state: "open"; closesAt: Instant; lastCustomerMessageAt: Instant }
  | {
      state: "closed";
      closedBy: "time" | "provider";
      closesAt: Instant | null;
      lastCustomerMessageAt: Instant | null;
    }
  | { state: "never" };

/** Free text is allowed while now < closesAt (W10). The margin, if the owner set one, moves closesAt itself. */
export function windowStateAt(record: WindowRecord | null, now: Instant, marginMs = 0): WindowState {
  if (record === null || record.lastCustomerMessageAt === null) {
    return { state: "never" };
  }
  const { lastCustomerMessageAt, refusedAttemptAt } = record;
  const closesAt = lastCustomerMessageAt + windowMs - marginMs;
  if (now >= closesAt) {
    return { state: "closed", closedBy: "time", closesAt, lastCustomerMessageAt };
  }
  if (refusedAttemptAt !== null && lastCustomerMessageAt <= refusedAttemptAt) {
    return { state: "closed", closedBy: "provider", closesAt, lastCustomerMessageAt };
  }
  return { state: "open", closesAt, lastCustomerMessageAt };
}

/** Takes a customer event into the record; an older or repeated one changes nothing (W8, D2, D3). */
export function recordCustomerEvent(
  record: WindowRecord | null,
  event: { kind: CustomerEventKind; sentAt: Instant },
  settings: WindowSettings = defaultWindowSettings,
): WindowRecord {
  const before = record ?? emptyRecord;
  if (!effectOf(event.kind, settings).opensWindow) {
    return before;
  }
  return { ...before, lastCustomerMessageAt: latest(before.lastCustomerMessageAt, event.sentAt) };
}

/**
 * WhatsApp refused a free text with 131047: closed until something later proves the contrary (W9, D7).
 * `deliveredAttemptAt`, if known, is the newest attempt that reached the customer: a refusal reported after it is old news.
 */
export function recordRefusal(
  record: WindowRecord | null,
  attemptAt: Instant,
  deliveredAttemptAt: Instant | null = null,
): WindowRecord {
  const before = record ?? emptyRecord;
  if (deliveredAttemptAt !== null && deliveredAttemptAt >= attemptAt) {
    return before;
  }
  return { ...before, refusedAttemptAt: latest(before.refusedAttemptAt, attemptAt) };
}

/** A free text of ours reached the customer: a refusal of an earlier attempt no longer stands (W9), nor its own (L2). */
export function recordFreeTextDelivered(record: WindowRecord, attemptAt: Instant): WindowRecord {
  const { refusedAttemptAt } = record;
  const isDisproved = refusedAttemptAt !== null && attemptAt >= refusedAttemptAt;
  return isDisproved ? { ...record, refusedAttemptAt: null } : record;
}

/** Whether the window was open at a past moment, by all customer events known now: "window at sending" of K1–K6, E8. */
export function wasOpenAt(openingSentAts: readonly Instant[], at: Instant): boolean {
  return openingSentAts.some((sentAt) => sentAt <= at && at < sentAt + windowMs);
}

/** Bounds a provider's timestamp to [receivedAt − 7 d, receivedAt + 5 min]; imported history is not clamped. */
export function clampSentAt(sentAt: Instant, receivedAt: Instant): Instant {
  return Math.min(Math.max(sentAt, receivedAt - 7 * dayMs), receivedAt + 5 * minuteMs);
}

const emptyRecord: WindowRecord = { lastCustomerMessageAt: null, refusedAttemptAt: null };

function latest(first: Instant | null, second: Instant | null): Instant | null {
  if (first === null || second === null) {
    return first ?? second;
  }
  return Math.max(first, second);
}
