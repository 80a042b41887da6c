import {
  type AttemptState,
  type DeliveryStatus,
  type Failure,
  type FailureReason,
  hasReached,
  isDeliveryStatus,
  isExpiredUnsent,
  rankOf,
  type StatusReport,
} from "./delivery-status.ts";
import type { Instant } from "./time.ts";

/**
 * Takes one report into what is known of an attempt. A join: any order and any number of duplicates of the same
 * reports come to the same end (F4). Of two statuses the higher rank wins, of two times the earliest.
 */
export function joinStatus(state: AttemptState, report: StatusReport): AttemptState {
  if (!isDeliveryStatus(report.status) || isExpiredUnsent(state)) {
    return state;
  }
  if (report.status === "expired" && report.failure?.reason === "window") {
    return state.status === "queued" ? { ...state, status: "expired", failure: report.failure } : state;
  }
  return joinKnown(state, { status: report.status, at: report.at, failure: report.failure });
}

/** What the provider answered to the call itself; `lost`: nobody knows whether the message went out. */
export type Answer =
  | { kind: "accepted"; at: Instant }
  | { kind: "held"; at: Instant; failure?: Failure }
  | { kind: "refused"; at: Instant; failure: Failure }
  | { kind: "lost"; at: Instant; failure?: Failure };

/** Takes the answer of the call into the attempt; statuses may have come before it (D14, F5). */
export function joinAnswer(state: AttemptState, answer: Answer): AttemptState {
  const { at } = answer;
  switch (answer.kind) {
    case "accepted":
      return { ...joinKnown(state, { status: "sent" }), acceptedAt: earliest(state.acceptedAt, at) };
    case "held":
      return {
        ...joinKnown(state, { status: "held", at, failure: answer.failure }),
        acceptedAt: earliest(state.acceptedAt, at),
      };
    case "refused":
      return joinKnown(state, { status: "failed", at, failure: answer.failure });
    case "lost":
      return joinKnown(state, { status: "unknown", at, failure: answer.failure });
  }
}

type GivenReport = { status: DeliveryStatus; at?: Instant; failure?: Failure | undefined };
type KnownReport = { status: DeliveryStatus; at: Instant | null; failure: Failure | null };

function joinKnown(state: AttemptState, given: GivenReport): AttemptState {
  const failure = given.failure ?? defaultFailureOf(given.status);
  const report: KnownReport = { status: given.status, at: given.at ?? null, failure };
  const status = rankOf(report.status) > rankOf(state.status) ? report.status : state.status;
  return { ...state, ...timesWith(state, report), ...errorsWith(state, report, status), status };
}

const defaultReasons: Partial<Record<DeliveryStatus, FailureReason>> = {
  unknown: "lost-answer",
  held: "template-held",
  delayed: "mail-delayed",
  expired: "undelivered",
  failed: "unknown",
};

function defaultFailureOf(status: DeliveryStatus): Failure | null {
  const reason = defaultReasons[status];
  return reason === undefined ? null : { reason, code: null, detail: null };
}

type TimeField = "sentAt" | "deliveredAt" | "readAt" | "playedAt" | "failedAt" | "heldAt";

const timeFields: Partial<Record<DeliveryStatus, TimeField>> = {
  sent: "sentAt",
  delivered: "deliveredAt",
  read: "readAt",
  played: "playedAt",
  failed: "failedAt",
  held: "heldAt",
};

function timesWith(
  state: AttemptState,
  { status, at }: KnownReport,
): Partial<Record<TimeField, Instant | null>> {
  const field = timeFields[status];
  return field === undefined || at === null ? {} : { [field]: earliest(state[field], at) };
}

/**
 * The error of `failed` is the failure while the attempt stays failed and a remark once the customer got it (L2).
 * The reason of unknown, held, delayed or expired lasts only as long as that status.
 */
function errorsWith(
  state: AttemptState,
  report: KnownReport,
  status: DeliveryStatus,
): Pick<AttemptState, "failure" | "remark"> {
  if (hasReached(status)) {
    const known = errorOfFailed(state);
    return { failure: null, remark: report.status === "failed" ? chosen(state, report, known) : known };
  }
  if (status !== state.status) {
    return { failure: report.failure, remark: null };
  }
  return {
    failure: report.status === status ? chosen(state, report, state.failure) : state.failure,
    remark: null,
  };
}

function errorOfFailed(state: AttemptState): Failure | null {
  return state.status === "failed" ? state.failure : state.remark;
}

/** Of several reports of one status the one with the earliest time; at the same time the first by its words. */
function chosen(state: AttemptState, report: KnownReport, known: Failure | null): Failure | null {
  const field = timeFields[report.status];
  const knownAt = field === undefined ? null : state[field];
  if (knownAt !== null && report.at !== null && knownAt !== report.at) {
    return report.at < knownAt ? report.failure : known;
  }
  if (known === null || report.failure === null) {
    return known ?? report.failure;
  }
  return sortKeyOf(report.failure) < sortKeyOf(known) ? report.failure : known;
}

function sortKeyOf({ reason, code, detail }: Failure): string {
  return JSON.stringify([reason, code, detail]);
}

function earliest(known: Instant | null, at: Instant): Instant {
  return known === null ? at : Math.min(known, at);
}
