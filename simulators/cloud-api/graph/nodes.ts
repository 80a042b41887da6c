import { numberHealth, templateHealth, wabaHealth } from "../accounts/health.ts";
import { analysePricing } from "../billing/pricing-analytics.ts";
import type { JsonObject } from "../json.ts";
import type { PhoneNumber, Template, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { selectFields, splitFields } from "./select-fields.ts";

/** A phone number as `GET /{phone}` and `GET /{WABA}/phone_numbers` show it (§7.6). */
export function phoneNumberNode(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  fields: string | undefined,
): JsonObject {
  const uri = phoneNumber.overrideCallbackUri;
  const node: JsonObject = {
    id: phoneNumber.id,
    display_phone_number: phoneNumber.displayPhoneNumber,
    verified_name: phoneNumber.verifiedName,
    quality_rating: phoneNumber.qualityRating,
    quality_score: { score: phoneNumber.qualityRating },
    status: phoneNumber.status,
    name_status: phoneNumber.nameStatus,
    code_verification_status: phoneNumber.isCodeVerified ? "VERIFIED" : "NOT_VERIFIED",
    throughput: { level: phoneNumber.throughputLevel },
    platform_type: phoneNumber.isCodeVerified ? "CLOUD_API" : "NOT_APPLICABLE",
    account_mode: phoneNumber.allowedRecipients === null ? "LIVE" : "SANDBOX",
    is_pin_enabled: phoneNumber.pin !== null,
    whatsapp_business_manager_messaging_limit: simulator.settings.messagingLimit,
    webhook_configuration: uri === null ? {} : { phone_number: uri },
    conversational_automation: { id: phoneNumber.id, ...phoneNumber.automation },
    health_status: numberHealth(simulator, phoneNumber),
  };
  const defaults = ["verified_name", "code_verification_status", "display_phone_number", "quality_rating"];
  const more = ["platform_type", "throughput", "webhook_configuration", "id"];
  return selectFields(node, fields, [...defaults, ...more], "WhatsAppBusinessPhoneNumber");
}

/** A WABA as `GET /{WABA}` shows it; `pricing_analytics…` is worked out when it is asked for. */
export function wabaNode(simulator: Simulator, waba: Waba, fields: string | undefined): JsonObject {
  const wanted = splitFields(fields ?? "");
  const analytics = wanted.find((name) => /^pricing_analytics\b/.test(name));
  const plain = wanted.filter((name) => name !== analytics).join(",");
  const node: JsonObject = {
    id: waba.id,
    name: waba.name,
    currency: waba.currency,
    // Meta writes a number of a list of its own here; the simulator writes the IANA zone.
    timezone_id: waba.timeZone,
    message_template_namespace: `ns_${waba.id}`,
    account_review_status: waba.reviewStatus,
    business_verification_status: waba.isVerified ? "verified" : "not_verified",
    status: waba.isLocked ? "BANNED" : "ACTIVE",
    whatsapp_business_manager_messaging_limit: simulator.settings.messagingLimit,
    health_status: wabaHealth(simulator, waba),
  };
  const defaults = ["id", "name", "currency", "timezone_id", "message_template_namespace"];
  const shown = selectFields(
    node,
    plain,
    analytics === undefined ? defaults : ["id"],
    "WhatsAppBusinessAccount",
  );
  return analytics === undefined
    ? shown
    : { pricing_analytics: analysePricing(simulator, waba, analytics), ...shown };
}

/** A template as `GET /{template}` and the template list show it (§3.1). */
export function templateNode(
  simulator: Simulator,
  template: Template,
  fields: string | undefined,
): JsonObject {
  const node: JsonObject = {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory,
    parameter_format: template.parameterFormat,
    components: template.components,
    quality_score: { score: template.qualityScore },
    rejected_reason: template.rejectedReason,
    message_send_ttl_seconds: template.messageSendTtlSeconds ?? undefined,
    library_template_name: undefined,
    cta_url_link_tracking_opted_out: false,
    sub_category: undefined,
    health_status: templateHealth(simulator, template),
  };
  const defaults = ["name", "parameter_format", "components", "language", "status", "category", "id"];
  return selectFields(node, fields, defaults, "WhatsAppMessageTemplate");
}
