import { describe, expect, it } from "vitest";
import { parseWebhook } from "./parse-webhook.ts";

const account = "102290129340398";

function read(field: string, value: object) {
  const entry = [{ id: account, time: 1_773_162_120, changes: [{ field, value }] }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  return parseWebhook(Buffer.from(body), null);
}

const about = { display_phone_number: "+34 600 900 900" };

describe("what is told of numbers and accounts (§4.8)", () => {
  it.each<[string, string, object, object]>([
    [
      "phone_number_quality_update THROUGHPUT_UPGRADE",
      "phone_number_quality_update",
      { ...about, event: "THROUGHPUT_UPGRADE", max_daily_conversations_per_business: "TIER_100K" },
      { kind: "throughput", throughput: "high", limit: "tier_100k" },
    ],
    [
      "phone_number_quality_update of before February 2026",
      "phone_number_quality_update",
      { ...about, event: "UPGRADE", old_limit: "TIER_250", current_limit: "TIER_2K" },
      { kind: "limit", limit: "tier_2k" },
    ],
    [
      "phone_number_quality_update FLAGGED",
      "phone_number_quality_update",
      { ...about, event: "FLAGGED", current_limit: "TIER_1K" },
      { kind: "quality", isFlagged: true, limit: "tier_1k" },
    ],
    [
      "business_capability_update",
      "business_capability_update",
      { max_daily_conversations_per_business: "TIER_10K", max_phone_numbers_per_business: 20 },
      { kind: "limit", limit: "tier_10k" },
    ],
    [
      "business_capability_update as a number",
      "business_capability_update",
      { max_daily_conversation_per_phone: -1 },
      { kind: "limit", limit: "-1" },
    ],
    [
      "phone_number_name_update",
      "phone_number_name_update",
      { ...about, decision: "REJECTED", requested_verified_name: "Hotel", rejection_reason: "NAME_FORMAT" },
      { kind: "name", decision: "rejected", name: "Hotel", reason: "NAME_FORMAT" },
    ],
    [
      "account_review_update",
      "account_review_update",
      { decision: "APPROVED" },
      { kind: "review", review: "approved" },
    ],
    [
      "account_alerts",
      "account_alerts",
      {
        entity_type: "BUSINESS",
        entity_id: "1",
        alert_info: {
          alert_severity: "CRITICAL",
          alert_status: "ACTIVE",
          alert_type: "OBA_APPROVED",
          alert_description: "Something",
        },
      },
      {
        kind: "alert",
        alert: "OBA_APPROVED",
        severity: "critical",
        status: "active",
        description: "Something",
      },
    ],
    ["security", "security", { ...about, event: "PIN_CHANGED" }, { kind: "security", event: "pin_changed" }],
    [
      "account_update DISABLED_UPDATE",
      "account_update",
      { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE", waba_ban_date: "2026-03-10" } },
      { kind: "ban", state: "disabled", date: "2026-03-10" },
    ],
    [
      "account_update ACCOUNT_VIOLATION",
      "account_update",
      { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SCAM" } },
      { kind: "violation", violation: "SCAM" },
    ],
    [
      "account_update ACCOUNT_RESTRICTION",
      "account_update",
      {
        event: "ACCOUNT_RESTRICTION",
        restriction_info: [
          { restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiration: 1_773_248_520 },
          { restriction_type: "RESTRICTED_OTHER" },
          "nonsense",
        ],
      },
      {
        kind: "restrictions",
        restrictions: [
          { kind: "restricted_biz_initiated_messaging", until: 1_773_248_520_000 },
          { kind: "restricted_other", until: null },
        ],
      },
    ],
    [
      "account_update ACCOUNT_DELETED",
      "account_update",
      { event: "ACCOUNT_DELETED" },
      { kind: "gone", isGone: true },
    ],
    [
      "account_update ACCOUNT_RECONNECTED",
      "account_update",
      { event: "ACCOUNT_RECONNECTED" },
      { kind: "gone", isGone: false },
    ],
  ])("%s", (_, field, value, change) => {
    const digits = "display_phone_number" in value ? "34600900900" : null;
    expect(read(field, value)).toEqual([
      { type: "health-change", accountRef: account, digits, at: 1_773_162_120_000, change },
    ]);
  });

  it.each([
    ["account_update", { event: "PARTNER_ADDED" }, "account_update:PARTNER_ADDED"],
    ["account_update", { event: "DISABLED_UPDATE" }, "account_update:DISABLED_UPDATE"],
    ["account_alerts", {}, "account_alerts"],
    ["security", {}, "security"],
    ["phone_number_quality_update", { event: "ONBOARDING" }, "phone_number_quality_update:ONBOARDING"],
  ])("%s without a meaning for us is kept by name", (field, value, what) => {
    expect(read(field, value)).toEqual([{ type: "other", channelRef: null, what }]);
  });
});
