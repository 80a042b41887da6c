import type { InboundHealthChange } from "#channels/channel.ts";
import type { HealthChange, Restriction } from "#domain/channel-health.ts";
import type { Change } from "./change.ts";
import { listOf, looseId, looseNode, looseObject, looseText, looseTime, type Node } from "./loose.ts";
import { readFailure } from "./read-failure.ts";
import { wordOf } from "./read-template.ts";

const aboutShape = looseObject({
  event: looseId,
  decision: looseId,
  display_phone_number: looseId,
  current_limit: looseId,
  max_daily_conversations_per_business: looseId,
  max_daily_conversation_per_phone: looseId,
  requested_verified_name: looseText,
  rejection_reason: looseText,
  ban_info: looseNode,
  violation_info: looseNode,
  alert_info: looseNode,
});
const banShape = looseObject({ waba_ban_state: looseId, waba_ban_date: looseText });
const violationShape = looseObject({ violation_type: looseText });
const restrictionShape = looseObject({ restriction_type: looseId, expiration: looseTime });
const alertShape = looseObject({
  alert_severity: looseId,
  alert_status: looseId,
  alert_type: looseId,
  alert_description: looseText,
});

type About = ReturnType<typeof aboutShape.parse>;

/** What Meta tells of number and account besides templates and prices (§4.8); null: an event without a meaning for us. */
export function readHealthChange(change: Change): InboundHealthChange[] | null {
  const about = aboutShape.parse(change.value);
  const what = readWhat(change.field, about, change.value);
  if (what === null) {
    return null;
  }
  const digits = about.display_phone_number?.replaceAll(/\D/g, "") || null;
  const { accountRef, at } = change;
  return [{ type: "health-change", accountRef, digits, at, change: what }];
}

/** An error of number or account that comes by itself, of no message (§4.6), with what its code means for us. */
export function readAccountError({ accountRef, ownDigits, at }: Change, raw: Node): InboundHealthChange {
  return {
    type: "health-change",
    accountRef,
    digits: ownDigits,
    at,
    change: { kind: "error", ...readFailure(raw) },
  };
}

function readWhat(field: string, about: About, value: Node): HealthChange | null {
  switch (field) {
    case "phone_number_quality_update":
      return readQuality(about);
    case "business_capability_update": {
      const limit = limitOf(about);
      return limit === null ? null : { kind: "limit", limit };
    }
    case "phone_number_name_update": {
      const decision = wordOf(about.decision);
      const reason = about.rejection_reason === "NONE" ? null : about.rejection_reason;
      return decision === null
        ? null
        : { kind: "name", decision, name: about.requested_verified_name, reason };
    }
    case "account_review_update": {
      const review = wordOf(about.decision);
      return review === null ? null : { kind: "review", review };
    }
    case "account_alerts":
      return readAlert(about);
    case "security":
      return about.event === null ? null : { kind: "security", event: wordOf(about.event) ?? "" };
    case "account_update":
      return readAccount(about, value);
    default:
      return null;
  }
}

function limitOf(about: About): string | null {
  const said =
    about.max_daily_conversations_per_business ??
    about.max_daily_conversation_per_phone ??
    about.current_limit;
  return wordOf(said);
}

function readQuality(about: About): HealthChange | null {
  const limit = limitOf(about);
  switch (about.event) {
    case "THROUGHPUT_UPGRADE":
      return { kind: "throughput", throughput: "high", limit };
    case "FLAGGED":
    case "UNFLAGGED":
      return { kind: "quality", isFlagged: about.event === "FLAGGED", limit };
    default:
      return limit === null ? null : { kind: "limit", limit };
  }
}

function readAlert({ alert_info }: About): HealthChange | null {
  const info = alertShape.parse(alert_info ?? {});
  return info.alert_type === null
    ? null
    : {
        kind: "alert",
        alert: info.alert_type,
        severity: wordOf(info.alert_severity) ?? "informational",
        status: wordOf(info.alert_status),
        description: info.alert_description,
      };
}

const banStates: Readonly<Record<string, "scheduled" | "disabled" | "lifted">> = {
  SCHEDULE_FOR_DISABLE: "scheduled",
  DISABLE: "disabled",
  REINSTATE: "lifted",
};

function readAccount(about: About, value: Node): HealthChange | null {
  switch (about.event) {
    case "DISABLED_UPDATE": {
      const ban = banShape.parse(about.ban_info ?? {});
      const state = banStates[ban.waba_ban_state ?? ""];
      return state === undefined ? null : { kind: "ban", state, date: ban.waba_ban_date };
    }
    case "ACCOUNT_VIOLATION": {
      const violation = violationShape.parse(about.violation_info ?? {}).violation_type;
      return { kind: "violation", violation: violation ?? "UNKNOWN" };
    }
    case "ACCOUNT_RESTRICTION":
      return {
        kind: "restrictions",
        restrictions: listOf(value, "restriction_info").flatMap(readRestriction),
      };
    case "ACCOUNT_DELETED":
    case "ACCOUNT_OFFBOARDED":
      return { kind: "gone", isGone: true };
    case "ACCOUNT_RECONNECTED":
      return { kind: "gone", isGone: false };
    default:
      return null;
  }
}

function readRestriction(raw: Node): Restriction[] {
  const { restriction_type, expiration } = restrictionShape.parse(raw);
  const kind = wordOf(restriction_type);
  return kind === null ? [] : [{ kind, until: expiration }];
}
