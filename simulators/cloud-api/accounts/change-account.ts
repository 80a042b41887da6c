import { z } from "zod";
import type { JsonObject } from "../json.ts";
import type { Waba } from "../model.ts";
import type { MessagingLimit } from "../options.ts";
import type { Simulator } from "../simulator.ts";
import { sendEvent } from "../webhooks/send-event.ts";
import { messagingLimits } from "./messaging-limit.ts";

const restrictionTypes = [
  "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
  "RESTRICTED_BIZ_INITIATED_MESSAGING",
  "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
] as const;

/** What Meta may change about an account. */
export const accountChangeSchema = z.strictObject({
  ban: z.enum(["SCHEDULE_FOR_DISABLE", "DISABLE", "REINSTATE"]).optional(),
  banDate: z.string().optional(),
  violation: z.string().optional(),
  /** An empty list lifts all restrictions. */
  restrictions: z.array(z.enum(restrictionTypes)).optional(),
  restrictedUntil: z.iso.datetime({ offset: true }).optional(),
  hasPaymentMethod: z.boolean().optional(),
  isVerified: z.boolean().optional(),
  reviewStatus: z.enum(["APPROVED", "REJECTED", "PENDING", "DEFERRED"]).optional(),
  messagingLimit: z.enum(messagingLimits).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Codes to other countries cost the international price since then; null: they don't. */
  authInternationalSince: z.iso.datetime({ offset: true }).nullable().optional(),
  /** Any other event of `account_update`, with what belongs to it. */
  event: z.string().optional(),
  details: z.record(z.string(), z.json()).optional(),
});

type Change = z.infer<typeof accountChangeSchema>;

/** Changes an account as Meta would and tells it by webhook (§4.8). */
export function changeAccount(simulator: Simulator, waba: Waba, change: Change): void {
  const update = (event: string, rest: JsonObject = {}) =>
    void sendEvent(simulator, waba.id, "account_update", { event, ...rest });
  if (change.ban !== undefined) {
    waba.isLocked = change.ban === "REINSTATE" ? false : waba.isLocked || change.ban === "DISABLE";
    const date = change.banDate ?? new Date(simulator.clock.now()).toISOString().slice(0, 10);
    update("DISABLED_UPDATE", { ban_info: { waba_ban_state: change.ban, waba_ban_date: date } });
  }
  if (change.violation !== undefined) {
    update("ACCOUNT_VIOLATION", { violation_info: { violation_type: change.violation } });
  }
  if (change.restrictions !== undefined) {
    waba.restrictions = change.restrictions;
    const until = change.restrictedUntil;
    const expiration = until === undefined ? {} : { expiration: Math.floor(Date.parse(until) / 1000) };
    update("ACCOUNT_RESTRICTION", {
      restriction_info: change.restrictions.map((type) => ({ restriction_type: type, ...expiration })),
    });
  }
  if (change.isVerified === true && !waba.isVerified) {
    update("VERIFIED_ACCOUNT");
  }
  waba.isVerified = change.isVerified ?? waba.isVerified;
  waba.hasPaymentMethod = change.hasPaymentMethod ?? waba.hasPaymentMethod;
  if (change.country !== undefined) {
    update("BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", { country: change.country });
  }
  if (change.authInternationalSince !== undefined) {
    const since = change.authInternationalSince;
    waba.authInternationalSince = since === null ? null : Date.parse(since);
    const start = since === null ? {} : { start_time: Math.floor(Date.parse(since) / 1000) };
    update("AUTH_INTL_PRICE_ELIGIBILITY_UPDATE", { auth_international_rate_eligibility: start });
  }
  if (change.event !== undefined) {
    update(change.event, change.details ?? {});
  }
  if (change.reviewStatus !== undefined) {
    waba.reviewStatus = change.reviewStatus;
    void sendEvent(simulator, waba.id, "account_review_update", { decision: change.reviewStatus });
  }
  if (change.messagingLimit !== undefined) {
    changeLimit(simulator, waba, change.messagingLimit);
  }
  simulator.changes.notify();
}

/** Since then the limit belongs to the portfolio; the numbers' own events went in February 2026 (§4.8). */
const perNumberEnds = Date.UTC(2026, 1, 1);

function changeLimit(simulator: Simulator, waba: Waba, limit: MessagingLimit): void {
  const before = simulator.settings.messagingLimit;
  simulator.settings.messagingLimit = limit;
  void sendEvent(simulator, waba.id, "business_capability_update", {
    max_daily_conversations_per_business: limit,
    max_phone_numbers_per_business: waba.isVerified ? 20 : 2,
    max_phone_numbers_per_waba: waba.isVerified ? 20 : 2,
  });
  if (simulator.clock.now() >= perNumberEnds) {
    return;
  }
  const isUpgrade = messagingLimits.indexOf(limit) > messagingLimits.indexOf(before);
  for (const phoneNumber of simulator.store.phoneNumbers.values()) {
    if (phoneNumber.wabaId === waba.id) {
      void sendEvent(simulator, waba.id, "phone_number_quality_update", {
        display_phone_number: phoneNumber.digits,
        event: isUpgrade ? "UPGRADE" : "DOWNGRADE",
        old_limit: before,
        current_limit: limit,
        max_daily_conversations_per_business: limit,
      });
    }
  }
}
