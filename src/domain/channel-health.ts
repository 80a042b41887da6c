import type { FailureReason } from "./delivery-status.ts";
import { dayMs, type Instant } from "./time.ts";

/** What the provider restricts of an account (§4.8). Unknown words stay as they came. */
export type Restriction = { readonly kind: string; readonly until: Instant | null };

/** Something that the provider has against number, account, business or app, with its own advice (§7.3). */
export type HealthProblem = {
  readonly entity: string;
  readonly code: string | null;
  readonly description: string | null;
  readonly solution: string | null;
};

/** An alert that the provider sent about the account. */
export type HealthAlert = {
  readonly kind: string;
  readonly severity: string;
  readonly description: string | null;
  readonly at: Instant;
};

/** An error that the provider told of by itself, of no message (§4.6); `detail` in its own words. */
export type HealthError = {
  readonly reason: FailureReason;
  readonly code: string | null;
  readonly detail: string | null;
  readonly at: Instant;
};

/** What is known of a number and its account; words of the provider in lower case, null: never told. */
export type ChannelHealth = {
  readonly status: string | null;
  readonly quality: string | null;
  /** "standard" or "high". */
  readonly throughput: string | null;
  /** The messaging limit as told: tier_250, tier_2k … tier_unlimited (§7.2). */
  readonly limit: string | null;
  readonly verifiedName: string | null;
  readonly nameStatus: string | null;
  /** A name that was asked for and not granted, with the reason. */
  readonly refusedName: { readonly name: string; readonly reason: string | null } | null;
  /** available, limited or blocked. */
  readonly canSend: string | null;
  readonly problems: readonly HealthProblem[];
  readonly isSubscribed: boolean | null;
  readonly review: string | null;
  /** Told by webhook alone: the nodes say nothing of these. */
  readonly ban: { readonly state: "scheduled" | "disabled"; readonly date: string | null } | null;
  readonly violation: string | null;
  readonly restrictions: readonly Restriction[];
  readonly alerts: readonly HealthAlert[];
  /** Absent in what was kept before anybody listened to them. */
  readonly errors?: readonly HealthError[];
  readonly security: { readonly event: string; readonly at: Instant } | null;
  /** The account was deleted or the phone app took the number back. */
  readonly isGone: boolean;
};

/** What a look at the provider's nodes answers; absent: not told. */
export type HealthReading = Partial<
  Pick<
    ChannelHealth,
    | "status"
    | "quality"
    | "throughput"
    | "limit"
    | "verifiedName"
    | "nameStatus"
    | "canSend"
    | "problems"
    | "isSubscribed"
    | "review"
  >
>;

/** One thing that the provider told by webhook (§4.8). */
export type HealthChange =
  | { readonly kind: "limit"; readonly limit: string }
  | { readonly kind: "throughput"; readonly throughput: string; readonly limit: string | null }
  | { readonly kind: "quality"; readonly isFlagged: boolean; readonly limit: string | null }
  | {
      readonly kind: "name";
      readonly decision: string;
      readonly name: string | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: "ban";
      readonly state: "scheduled" | "disabled" | "lifted";
      readonly date: string | null;
    }
  | { readonly kind: "violation"; readonly violation: string }
  | { readonly kind: "restrictions"; readonly restrictions: readonly Restriction[] }
  | { readonly kind: "review"; readonly review: string }
  | {
      readonly kind: "alert";
      readonly alert: string;
      readonly severity: string;
      readonly status: string | null;
      readonly description: string | null;
    }
  | ({ readonly kind: "error" } & Omit<HealthError, "at">)
  | { readonly kind: "security"; readonly event: string }
  | { readonly kind: "gone"; readonly isGone: boolean };

/** Nothing is known yet. */
export const unknownHealth: ChannelHealth = {
  status: null,
  quality: null,
  throughput: null,
  limit: null,
  verifiedName: null,
  nameStatus: null,
  refusedName: null,
  canSend: null,
  problems: [],
  isSubscribed: null,
  review: null,
  ban: null,
  violation: null,
  restrictions: [],
  alerts: [],
  security: null,
  isGone: false,
};

/** Alerts are shown this long, and so many of them. */
const alertMs = 30 * dayMs;
const mostAlerts = 10;

/** What holds after the provider was asked: what it does not tell stays as it was. */
export function takeReading(health: ChannelHealth, reading: HealthReading): ChannelHealth {
  const next = { ...health, ...reading };
  // A number that may send without any reserve is under no ban that we were told of once.
  return reading.canSend === "available" ? { ...next, ban: null, restrictions: [] } : next;
}

/** What holds after something was told. */
export function takeHealthChange(health: ChannelHealth, change: HealthChange, at: Instant): ChannelHealth {
  switch (change.kind) {
    case "limit":
      return { ...health, limit: change.limit };
    case "throughput":
      return { ...health, throughput: change.throughput, limit: change.limit ?? health.limit };
    case "quality":
      return {
        ...health,
        quality: change.isFlagged ? "red" : health.quality === "red" ? "yellow" : health.quality,
        limit: change.limit ?? health.limit,
      };
    case "name":
      return takeName(health, change);
    case "ban":
      return change.state === "lifted"
        ? { ...health, ...unread, ban: null, violation: null }
        : { ...health, ban: { state: change.state, date: change.date } };
    case "violation":
      return { ...health, violation: change.violation };
    case "restrictions":
      return { ...health, ...unread, restrictions: change.restrictions };
    case "review":
      return { ...health, review: change.review };
    case "alert":
      return { ...health, alerts: takeAlert(health.alerts, change, at) };
    case "error": {
      const { reason, code, detail } = change;
      const others = (health.errors ?? []).filter((one) => one.code !== code && at - one.at < alertMs);
      return { ...health, errors: [{ reason, code, detail, at }, ...others].slice(0, mostAlerts) };
    }
    case "security":
      return { ...health, security: { event: change.event, at } };
    case "gone":
      return { ...health, isGone: change.isGone };
    default:
      return change satisfies never;
  }
}

/** What was read before a ban or restriction came or went says nothing any more; the next look tells. */
const unread = { canSend: null, problems: [] } as const;

function takeName(health: ChannelHealth, change: Extract<HealthChange, { kind: "name" }>): ChannelHealth {
  const { decision, name, reason } = change;
  if (decision === "approved") {
    return { ...health, nameStatus: decision, verifiedName: name ?? health.verifiedName, refusedName: null };
  }
  const isRefused = decision === "rejected" && name !== null;
  return { ...health, nameStatus: decision, refusedName: isRefused ? { name, reason } : health.refusedName };
}

function takeAlert(
  alerts: readonly HealthAlert[],
  { alert, severity, status, description }: Extract<HealthChange, { kind: "alert" }>,
  at: Instant,
): HealthAlert[] {
  const others = alerts.filter((one) => one.kind !== alert && at - one.at < alertMs);
  const isOver = status !== null && /^(none|resolved|dismissed|inactive)$/.test(status);
  return isOver ? others : [{ kind: alert, severity, description, at }, ...others].slice(0, mostAlerts);
}
