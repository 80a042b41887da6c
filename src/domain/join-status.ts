import {
  type AttemptState,
  type DeliveryStatus,
  type Failure,
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
  return joinKnown(state, { status: report.status, at: report.at, failure: report.failure ?? null });
}

/** What the provider answered to the call itself; `lost`: nobody knows whether it arrived. */
export type Answer =
  | { kind: "accepted"; at: Instant }
  | { kind: "held"; at: Instant; failure: Failure }
  | { kind: "refused"; at: Instant; failure: Failure }
  | { kind: "lost"; at: Instant; failure: Failure | null };

/** Takes the answer of the call into the attempt; statuses may have come before it (D14, F5). */
export function joinAnswer(state: AttemptState, answer: Answer): AttemptState {
  switch (answer.kind) {
    case "accepted": {
      const acceptedAt = earliest(state.acceptedAt, answer.at);
      return { ...joinKnown(state, { status: "sent", at: null, failure: null }), acceptedAt };
    }
    case "held": {
      const acceptedAt = earliest(state.acceptedAt, answer.at);
      return { ...joinKnown(state, { status: "held", at: answer.at, failure: answer.failure }), acceptedAt };
    }
    case "refused":
      return joinKnown(state, { status: "failed", at: answer.at, failure: answer.failure });
    case "lost":
      return joinKnown(state, { status: "unknown", at: answer.at, failure: answer.failure });
  }
}

type KnownReport = { status: DeliveryStatus; at: Instant | null; failure: Failure | null };

function joinKnown(state: AttemptState, report: KnownReport): AttemptState {
  const status = rankOf(report.status) > rankOf(state.status) ? report.status : state.status;
  return { ...state, ...timesWith(state, report), ...errorsWith(state, report, status), status };
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
 * The reason of held, delayed, expired or unknown lasts only as long as that status.
 */
function errorsWith(
  state: AttemptState,
  report: KnownReport,
  status: DeliveryStatus,
): Pick<AttemptState, "failure" | "remark"> {
  const failedWith =
    report.status === "failed" ? chosenFailure(state, report, errorOfFailed(state)) : errorOfFailed(state);
  if (hasReached(status)) {
    return { failure: null, remark: failedWith };
  }
  if (status === "failed") {
    return { failure: failedWith, remark: null };
  }
  if (status !== state.status) {
    return { failure: report.failure, remark: null };
  }
  const failure = report.status === status ? chosenFailure(state, report, state.failure) : state.failure;
  return { failure, remark: null };
}

function errorOfFailed(state: AttemptState): Failure | null {
  return state.status === "failed" ? state.failure : state.remark;
}

/** Of several reports of one status: the one with the earliest time, at the same time the first by its words. */
function chosenFailure(state: AttemptState, report: KnownReport, known: Failure | null): Failure | null {
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
