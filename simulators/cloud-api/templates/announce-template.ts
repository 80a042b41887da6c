import type { JsonObject } from "../json.ts";
import { asObjects, asText } from "../json.ts";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";

/** What a status webhook may say besides the event (whatsapp-platform §4.8). */
export type EventDetails = {
  reason?: string | null;
  disableDate?: string;
  other?: { title: string; description: string };
  rejection?: { reason: string; recommendation: string } | null;
};

/** Tells the business that a template's status changed. */
export function announceStatus(
  simulator: Simulator,
  template: Template,
  event: string,
  { reason = "NONE", disableDate, other, rejection }: EventDetails = {},
): void {
  tell(simulator, template, "message_template_status_update", {
    event,
    ...about(template),
    reason,
    message_template_category: template.category,
    ...(disableDate === undefined ? {} : { disable_info: { disable_date: disableDate } }),
    ...(other === undefined ? {} : { other_info: { ...other } }),
    ...(rejection ? { rejection_info: { ...rejection } } : {}),
  });
}

/** Tells that the category is another now. */
export function announceCategory(simulator: Simulator, template: Template): void {
  tell(simulator, template, "template_category_update", {
    ...about(template),
    previous_category: template.previousCategory,
    new_category: template.category,
  });
}

/** Tells that the category will be another: `new_category` is still the present one. */
export function announceRecategorisation(
  simulator: Simulator,
  template: Template,
  coming: { category: string; at: number },
): void {
  tell(simulator, template, "template_category_update", {
    ...about(template),
    new_category: template.category,
    correct_category: coming.category,
    category_update_timestamp: Math.floor(coming.at / 1000),
  });
}

/** Tells how customers liked its messages. */
export function announceQuality(simulator: Simulator, template: Template, previous: string): void {
  tell(simulator, template, "message_template_quality_update", {
    ...about(template),
    previous_quality_score: previous,
    new_quality_score: template.qualityScore,
  });
}

/** Tells what an edited template says now. Here the language is written with an underscore. */
export function announceComponents(simulator: Simulator, template: Template): void {
  const part = (type: string) => template.components.find((component) => component.type === type);
  const title = asText(part("HEADER")?.text);
  const footer = asText(part("FOOTER")?.text);
  const buttons = asObjects(part("BUTTONS")?.buttons);
  tell(simulator, template, "message_template_components_update", {
    ...about(template),
    message_template_language: template.language,
    message_template_element: asText(part("BODY")?.text) ?? "",
    ...(title === null ? {} : { message_template_title: title }),
    ...(footer === null ? {} : { message_template_footer: footer }),
    ...(buttons.length === 0 ? {} : { message_template_buttons: buttons.map(writeButton) }),
  });
}

function writeButton(button: JsonObject): JsonObject {
  return {
    message_template_button_type: button.type,
    message_template_button_text: button.text,
    ...(button.url === undefined ? {} : { message_template_button_url: button.url }),
    ...(button.phone_number === undefined
      ? {}
      : { message_template_button_phone_number: button.phone_number }),
  };
}

/** Meta writes template ids as numbers in webhooks and, in most, their languages with a hyphen. */
function about(template: Template): JsonObject {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language.replace("_", "-"),
  };
}

function tell(simulator: Simulator, template: Template, field: string, value: JsonObject): void {
  if (!simulator.store.wabas.get(template.wabaId)?.isSubscribed) {
    return;
  }
  const sent = simulator.webhooks.send({
    wabaId: template.wabaId,
    field,
    value,
    time: Math.floor(simulator.clock.now() / 1000),
    lane: `template|${template.id}`,
    subject: { webhook: "other", field },
  });
  simulator.scheduler.track(sent);
}
