import { z } from "zod";
import type { PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { sendEvent } from "../webhooks/send-event.ts";

/** Numbers are no longer flagged for their quality since the limits became the portfolio's (§7.3). */
const flaggedUntil = Date.UTC(2025, 9, 7);

const decision = z.enum(["APPROVED", "DEFERRED", "PENDING", "REJECTED"]);

/** What Meta may change about a number. */
export const numberChangeSchema = z.strictObject({
  qualityRating: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).optional(),
  status: z.string().toUpperCase().optional(),
  throughput: z.enum(["STANDARD", "HIGH"]).optional(),
  /** The decision about a display name. */
  name: z.strictObject({ requested: z.string(), decision, reason: z.string().optional() }).optional(),
  username: z
    .strictObject({ requested: z.string(), decision, reasons: z.array(z.string()).default([]) })
    .optional(),
  security: z
    .strictObject({
      event: z.enum(["PIN_CHANGED", "PIN_RESET_REQUEST", "PIN_RESET_SUCCESS"]),
      requester: z.string().optional(),
    })
    .optional(),
  /** Digits of the only people whom a test number may write to; null: a real number. */
  allowedRecipients: z.array(z.string()).nullable().optional(),
});

/** Changes a number as Meta would and tells it by webhook (§4.8). */
export function changeNumberState(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  change: z.output<typeof numberChangeSchema>,
): void {
  const about = { display_phone_number: phoneNumber.digits };
  const tell = (field: string, value: Parameters<typeof sendEvent>[3]) =>
    void sendEvent(simulator, phoneNumber.wabaId, field, { ...about, ...value });
  if (change.qualityRating !== undefined && change.qualityRating !== phoneNumber.qualityRating) {
    const wasRed = phoneNumber.qualityRating === "RED";
    phoneNumber.qualityRating = change.qualityRating;
    const isRed = change.qualityRating === "RED";
    if (simulator.clock.now() < flaggedUntil && wasRed !== isRed) {
      tell("phone_number_quality_update", {
        event: isRed ? "FLAGGED" : "UNFLAGGED",
        current_limit: simulator.settings.messagingLimit,
      });
    }
  }
  phoneNumber.status = change.status ?? phoneNumber.status;
  if (change.throughput !== undefined) {
    const isUpgrade = change.throughput === "HIGH" && phoneNumber.throughputLevel !== "HIGH";
    phoneNumber.throughputLevel = change.throughput;
    if (isUpgrade) {
      tell("phone_number_quality_update", {
        event: "THROUGHPUT_UPGRADE",
        max_daily_conversations_per_business: simulator.settings.messagingLimit,
      });
    }
  }
  if (change.name !== undefined) {
    const { requested, reason } = change.name;
    phoneNumber.nameStatus = change.name.decision;
    if (change.name.decision === "APPROVED") {
      phoneNumber.verifiedName = requested;
    }
    tell("phone_number_name_update", {
      decision: change.name.decision,
      requested_verified_name: requested,
      rejection_reason: reason ?? (change.name.decision === "REJECTED" ? "UNKNOWN" : null),
    });
  }
  if (change.username !== undefined) {
    const { requested, reasons } = change.username;
    tell("phone_number_username_update", {
      decision: change.username.decision,
      requested_username: requested,
      rejection_reasons: reasons,
    });
  }
  if (change.security !== undefined) {
    const { event, requester } = change.security;
    tell("security", { event, ...(requester === undefined ? {} : { requester }) });
  }
  if (change.allowedRecipients !== undefined) {
    phoneNumber.allowedRecipients = change.allowedRecipients;
  }
  simulator.changes.notify();
}
