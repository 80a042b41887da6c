import { analysePricing } from "../billing/pricing-analytics.ts";
import type { JsonObject } from "../json.ts";
import type { PhoneNumber, Template, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { selectFields, splitFields } from "./select-fields.ts";

/** A phone number as `GET /{phone}` and `GET /{WABA}/phone_numbers` show it (§7.6). */
export function phoneNumberNode(phoneNumber: PhoneNumber, fields: string | undefined): JsonObject {
  const node: JsonObject = {
    id: phoneNumber.id,
    display_phone_number: phoneNumber.displayPhoneNumber,
    verified_name: phoneNumber.verifiedName,
    quality_rating: phoneNumber.qualityRating,
    status: "CONNECTED",
    name_status: "APPROVED",
    code_verification_status: "VERIFIED",
    throughput: { level: "STANDARD" },
    platform_type: "CLOUD_API",
    account_mode: "LIVE",
    whatsapp_business_manager_messaging_limit: "TIER_2K",
    webhook_configuration: {},
    health_status: health(phoneNumber.id, "PHONE_NUMBER"),
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
    account_review_status: "APPROVED",
    business_verification_status: waba.isVerified ? "verified" : "not_verified",
    whatsapp_business_manager_messaging_limit: "TIER_2K",
    health_status: health(waba.id, "WABA"),
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
export function templateNode(template: Template, fields: string | undefined): JsonObject {
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
    health_status: health(template.id, "MESSAGE_TEMPLATE"),
  };
  const defaults = ["name", "parameter_format", "components", "language", "status", "category", "id"];
  return selectFields(node, fields, defaults, "WhatsAppMessageTemplate");
}

function health(id: string, type: string): JsonObject {
  return {
    can_send_message: "AVAILABLE",
    entities: [{ entity_type: type, id, can_send_message: "AVAILABLE" }],
  };
}
