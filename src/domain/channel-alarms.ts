import type { ChannelHealth, HealthError, Restriction } from "./channel-health.ts";
import type { FailureReason } from "./delivery-status.ts";
import type { Instant } from "./time.ts";

/** What a number may not do now. "answers-only": it may answer, but not write first. */
export type SendingHold = "banned" | "answers-only" | "no-answers";

/** Something about a channel that a person should know, with what can be done; a key of the interface's words. */
export type ChannelAlarm = {
  readonly code:
    | "banned"
    | "ban-scheduled"
    | "gone"
    | "restricted-first"
    | "restricted-answers"
    | "restricted-numbers"
    | "restricted-other"
    | "blocked"
    | "payment"
    | "not-subscribed"
    | "not-connected"
    | "violation"
    | "quality-red"
    | "quality-yellow"
    | "limit-near"
    | "limit-reached"
    | "name-refused"
    | "name-pending"
    | "review-rejected"
    | "review-pending"
    | "security"
    | "problem"
    | "alert"
    | "error";
  readonly level: "danger" | "warning" | "info";
  /** The provider's own word or sentence, kept visible. */
  readonly detail: string | null;
  readonly until: Instant | null;
  /** Why an `error` is one, and what to do next: as for messages. */
  readonly reason?: FailureReason;
};

/** Codes of a payment that is missing or refused (§5.2, §7.3). */
const paymentCodes = new Set(["131042", "141006"]);
/** States of a number in which messages pass (§7.6). */
const workingStates = new Set(["connected", "flagged", "rate_limited", "restricted"]);
/** Security events and errors of the account are shown this long. */
const securityMs = 7 * 24 * 60 * 60 * 1_000;
/** With these nothing goes out until somebody has done something. */
const gravest = new Set<FailureReason>([
  "account-locked",
  "account-restricted",
  "number-deleted",
  "payment",
  "permission",
  "token",
]);

/** How many people may be written to first in 24 h (§7.2); "unlimited", or null when the word says nothing. */
export function limitOf(limit: string | null): number | "unlimited" | null {
  if (limit === null) {
    return null;
  }
  if (limit.endsWith("unlimited") || limit === "-1") {
    return "unlimited";
  }
  const [, digits, thousand] = /^(?:tier_)?(\d{1,9})(k?)$/.exec(limit) ?? [];
  return digits === undefined ? null : Number(digits) * (thousand === "k" ? 1_000 : 1);
}

/** What can't be sent on the channel now, whatever the window says; null: nothing is held. */
export function holdOf(health: ChannelHealth, now: Instant): SendingHold | null {
  if (health.ban?.state === "disabled" || health.isGone) {
    return "banned";
  }
  const kinds = restrictionsAt(health, now).map(({ kind }) => kind);
  if (kinds.includes("restricted_customer_initiated_messaging")) {
    return kinds.includes("restricted_biz_initiated_messaging") ? "banned" : "no-answers";
  }
  return kinds.includes("restricted_biz_initiated_messaging") ? "answers-only" : null;
}

/** Everything that a person should know of a channel, the worst first. `reached`: people written to first in 24 h. */
export function alarmsOf(
  health: ChannelHealth,
  { now, reached }: { now: Instant; reached: number },
): ChannelAlarm[] {
  const alarms: ChannelAlarm[] = [
    ...banAlarms(health),
    ...restrictionsAt(health, now).map(restrictionAlarm),
    ...problemAlarms(health),
    ...stateAlarms(health),
    ...limitAlarms(health, reached),
    ...nameAlarms(health),
    ...(health.errors ?? []).filter(({ at }) => now - at < securityMs).map(errorAlarm),
    ...health.alerts.map(({ kind, severity, description }): ChannelAlarm => {
      const level = severity === "critical" ? "danger" : severity === "warning" ? "warning" : "info";
      return { code: "alert", level, detail: description ?? kind, until: null };
    }),
  ];
  if (health.security !== null && now - health.security.at < securityMs) {
    alarms.push({ code: "security", level: "warning", detail: health.security.event, until: null });
  }
  return alarms.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

const levels = ["danger", "warning", "info"];

function plain(
  code: ChannelAlarm["code"],
  level: ChannelAlarm["level"],
  detail: string | null = null,
): ChannelAlarm {
  return { code, level, detail, until: null };
}

function restrictionsAt({ restrictions }: ChannelHealth, now: Instant): Restriction[] {
  return restrictions.filter(({ until }) => until === null || now < until);
}

function errorAlarm({ reason, code, detail }: HealthError): ChannelAlarm {
  const level = reason === "history-sync" ? "info" : gravest.has(reason) ? "danger" : "warning";
  const words = [detail, code === null ? null : `(${code})`].filter((part) => part !== null).join(" ");
  return { code: "error", level, detail: words === "" ? null : words, until: null, reason };
}

function restrictionAlarm({ kind, until }: Restriction): ChannelAlarm {
  switch (kind) {
    case "restricted_biz_initiated_messaging":
      return { code: "restricted-first", level: "danger", detail: null, until };
    case "restricted_customer_initiated_messaging":
      return { code: "restricted-answers", level: "danger", detail: null, until };
    case "restricted_add_phone_number_action":
      return { code: "restricted-numbers", level: "warning", detail: null, until };
    default:
      return { code: "restricted-other", level: "warning", detail: kind, until };
  }
}

function banAlarms({ ban, violation, isGone }: ChannelHealth): ChannelAlarm[] {
  return [
    ...(ban?.state === "disabled" ? [plain("banned", "danger", ban.date)] : []),
    ...(ban?.state === "scheduled" ? [plain("ban-scheduled", "danger", ban.date)] : []),
    ...(isGone ? [plain("gone", "danger")] : []),
    ...(violation === null ? [] : [plain("violation", "warning", violation)]),
  ];
}

function problemAlarms({ problems, canSend, isSubscribed }: ChannelHealth): ChannelAlarm[] {
  const payment = problems.find(({ code }) => paymentCodes.has(code ?? ""));
  const others = problems.filter((problem) => problem !== payment);
  const texts = others.map(({ description, code }) => description ?? code ?? "");
  return [
    ...(canSend === "blocked" ? [plain("blocked", "danger", texts[0] ?? null)] : []),
    ...(payment === undefined ? [] : [plain("payment", "danger", payment.description)]),
    ...(isSubscribed === false ? [plain("not-subscribed", "danger")] : []),
    ...(canSend === "blocked" ? [] : texts.map((text) => plain("problem", "warning", text))),
  ];
}

function stateAlarms({ status, quality, review }: ChannelHealth): ChannelAlarm[] {
  return [
    ...(status === null || workingStates.has(status) ? [] : [plain("not-connected", "danger", status)]),
    ...(quality === "red" ? [plain("quality-red", "warning")] : []),
    ...(quality === "yellow" ? [plain("quality-yellow", "info")] : []),
    ...(review === "rejected" ? [plain("review-rejected", "danger")] : []),
    ...(review === "pending" || review === "deferred" ? [plain("review-pending", "info")] : []),
  ];
}

/** From four fifths of the limit on it is said. */
const near = 0.8;

function limitAlarms({ limit }: ChannelHealth, reached: number): ChannelAlarm[] {
  const most = limitOf(limit);
  if (typeof most !== "number" || most === 0 || reached < most * near) {
    return [];
  }
  return [plain(reached >= most ? "limit-reached" : "limit-near", "warning", `${reached} / ${most}`)];
}

function nameAlarms({ nameStatus, refusedName, verifiedName }: ChannelHealth): ChannelAlarm[] {
  if (refusedName !== null) {
    const { name, reason } = refusedName;
    return [plain("name-refused", "warning", reason === null ? name : `${name}: ${reason}`)];
  }
  return nameStatus === "pending" || nameStatus === "pending_review" || nameStatus === "deferred"
    ? [plain("name-pending", "info", verifiedName)]
    : [];
}
