import { isOptOut } from "./opt-out.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "./time.ts";
import { type CustomerEventKind, effectOf, type WindowState } from "./window.ts";

/** The rule of a channel. `isOn` already regards its hours. */
export type AutoReplyRule = { isOn: boolean; everyMs: number; quietMs: number };

/** N of R7: at most one automatic message per thread in this time, unless the owner sets another. */
export const defaultEveryMs = 12 * hourMs;
/** M of R8: silence of people before an automatic message, unless the owner sets another. */
export const defaultQuietMs = 30 * minuteMs;
/** R3, R11: nothing older is answered automatically; exactly this age still is. */
export const maxInboundAgeMs = 10 * minuteMs;
/** R9: at most one automatic mail to a sender in this time. */
export const mailEveryMs = 7 * dayMs;

/** All facts of R1–R9; the claim of R10 is won or lost in the database. */
export type AutoReplyQuestion = {
  now: Instant;
  rule: AutoReplyRule;
  inbound: {
    kind: CustomerEventKind;
    sentAt: Instant;
    receivedAt: Instant;
    text: string | null;
    /** False when this provider id was seen before. */
    isFirst: boolean;
  };
  /** The window of the inbound's channel and identity; null on a channel without windows. */
  window: WindowState | null;
  isBlocked: boolean;
  /** The last automatic message in this thread, on any channel, whatever became of it. */
  lastAutomaticAt: Instant | null;
  /** The last message of a person in this thread, on any channel, templates too. */
  lastPersonAt: Instant | null;
  /** Only for a mail: what `isAutomaticMail` said, and the last automatic mail to that sender. */
  mail: { isAutomatic: boolean; lastAutomaticAt: Instant | null } | null;
};

/** The first "no" of R1–R10. */
export type SkipReason =
  | "off"
  | "kind"
  | "old"
  | "duplicate"
  | "closed"
  | "blocked"
  | "recent"
  | "agent-active"
  | "automatic-mail"
  | "lost-race";

/** Whether an inbound message is answered by rule; a skip is logged with its reason. */
export type AutoReplyDecision = { kind: "send" } | { kind: "skip"; reason: SkipReason };

/** Asks R1–R9 in this order. On "send" the server claims (thread, rule) in the same transaction: R10, else "lost-race". */
export function decideAutoReply(question: AutoReplyQuestion): AutoReplyDecision {
  const reason = firstNo(question);
  return reason === null ? { kind: "send" } : { kind: "skip", reason };
}

function firstNo(question: AutoReplyQuestion): SkipReason | null {
  const { now, rule, inbound, window, mail } = question;
  if (!rule.isOn) {
    return "off";
  }
  if (!effectOf(inbound.kind).mayAutoReply) {
    return "kind";
  }
  if (inbound.receivedAt - inbound.sentAt > maxInboundAgeMs) {
    return "old";
  }
  if (!inbound.isFirst) {
    return "duplicate";
  }
  if (inbound.kind !== "email" && !isOpen(window, now)) {
    return "closed";
  }
  if (question.isBlocked || isOptOut(inbound.text ?? "")) {
    return "blocked";
  }
  if (!hasPassed(question.lastAutomaticAt, rule.everyMs, now)) {
    return "recent";
  }
  if (!hasPassed(question.lastPersonAt, rule.quietMs, now)) {
    return "agent-active";
  }
  if (mail !== null && (mail.isAutomatic || !hasPassed(mail.lastAutomaticAt, mailEveryMs, now))) {
    return "automatic-mail";
  }
  return null;
}

/** The facts right before the provider call (R11). */
export type RecheckQuestion = {
  now: Instant;
  isRuleOn: boolean;
  /** Null on a channel without windows. */
  window: WindowState | null;
  hasPersonWrittenSince: boolean;
  inboundSentAt: Instant;
};

/** R11: "superseded" ends the message as failed(superseded), quietly and without a draft. */
export function recheckAutoReply(question: RecheckQuestion): { kind: "send" } | { kind: "superseded" } {
  const { now, window } = question;
  const mayGo =
    question.isRuleOn &&
    (window === null || isOpen(window, now)) &&
    !question.hasPersonWrittenSince &&
    now - question.inboundSentAt <= maxInboundAgeMs;
  return mayGo ? { kind: "send" } : { kind: "superseded" };
}

function isOpen(window: WindowState | null, now: Instant): boolean {
  return window !== null && window.state === "open" && now < window.closesAt;
}

/** Exactly the whole time passes. */
function hasPassed(at: Instant | null, pauseMs: number, now: Instant): boolean {
  return at === null || now - at >= pauseMs;
}
