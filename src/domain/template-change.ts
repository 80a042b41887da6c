import type { Instant } from "./time.ts";

/** What Meta told of a template by webhook (§4.8). Words in lower case; unknown ones are data. */
export type TemplateChange =
  | {
      readonly kind: "status";
      readonly status: string;
      readonly reason: string | null;
      /** Meta's sentence: what to do about a rejection, or why it was paused. */
      readonly advice: string | null;
      /** first_pause, second_pause, rate_limiting_pause … */
      readonly title: string | null;
      readonly disabledAt: Instant | null;
    }
  | { readonly kind: "quality"; readonly quality: string | null }
  | {
      readonly kind: "category";
      readonly category: string | null;
      /** The category that it will have, where Meta only announces it. */
      readonly coming: string | null;
      readonly comesAt: Instant | null;
    }
  /** Its texts changed, or something that we don't understand: the list tells. */
  | { readonly kind: "content" };

/** How a template stands. Status and category are Meta's words in lower case. */
export type TemplateState = {
  readonly status: string;
  readonly category: string;
  readonly quality: string | null;
  readonly rejectedReason: string | null;
};

/** Why a template wants a person's attention. */
export type TemplateAlarmKind = "paused" | "disabled" | "rejected" | "recategorised" | "recategorising";

/** Something about a template that an owner must hear, until they dismiss it. */
export type TemplateAlarm = {
  readonly kind: TemplateAlarmKind;
  /** Old and new category, where that is what happened. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly advice: string | null;
  /** From when on it holds, where Meta only announced it. */
  readonly comesAt: Instant | null;
  /** The state was seen in the list already, and this tells why: it adds to an alarm that still stands, and raises none. */
  readonly adds?: true;
};

/** A template's state once a change that was told of has come. */
export function takeChange(state: TemplateState, change: TemplateChange): TemplateState {
  switch (change.kind) {
    case "status":
      return {
        ...state,
        status: statusOfEvent[change.status] ?? change.status,
        rejectedReason: change.status === "rejected" ? change.reason : null,
      };
    case "quality":
      return { ...state, quality: change.quality };
    case "category":
      return change.coming === null ? { ...state, category: change.category ?? state.category } : state;
    case "content":
      return state;
    default:
      return change satisfies never;
  }
}

/** What of a change an owner must hear. What merely repeats how it stood before is no news; nor is a first look. */
export function alarmsOf(
  before: TemplateState | null,
  after: TemplateState,
  told: readonly TemplateChange[] = [],
): TemplateAlarm[] {
  if (before === null) {
    return [];
  }
  const alarms: TemplateAlarm[] = [];
  if (before.category !== after.category) {
    alarms.push({ ...silent, kind: "recategorised", from: before.category, to: after.category });
  }
  const kind = alarmingStatus(after.status);
  const isNew = before.status !== after.status;
  const why = told.findLast((one) => one.kind === "status" && one.status === after.status);
  const change = why?.kind === "status" ? why : null;
  if (kind !== null && (isNew || change !== null)) {
    const reason = change?.reason ?? change?.title ?? after.rejectedReason;
    const [advice, comesAt] = [change?.advice ?? null, change?.disabledAt ?? null];
    alarms.push({ ...silent, kind, reason, advice, comesAt, ...(isNew ? {} : { adds: true }) });
  }
  const coming = told.findLast((one) => one.kind === "category" && one.coming !== null);
  if (coming?.kind === "category" && coming.coming !== null && coming.coming !== after.category) {
    const { coming: to, comesAt } = coming;
    alarms.push({ ...silent, kind: "recategorising", from: after.category, to, comesAt });
  }
  return alarms;
}

const silent = { from: null, to: null, reason: null, advice: null, comesAt: null };

/** Events whose name is not the state that they lead to (§3.3). */
const statusOfEvent: Readonly<Record<string, string>> = { reinstated: "approved", unarchived: "approved" };

function alarmingStatus(status: string): "paused" | "disabled" | "rejected" | null {
  return status === "paused" || status === "disabled" || status === "rejected" ? status : null;
}
