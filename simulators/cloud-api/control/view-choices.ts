import type { ExampleKind } from "../customers/example-messages.ts";
import { writeExample } from "../customers/example-messages.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import type { OutboundMessage, RenderedPart } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getRecord } from "../store.ts";

/** Something that the customer may tap under a message: it opens an address, copies a code, or sends an answer. */
export type Choice = {
  id: string;
  /** What stands on it; null: the page has a word for its kind. */
  label: string | null;
  description: string | null;
  kind: "reply" | "link" | "phone" | "copy" | "flow" | "location" | "contact" | "order" | "allow" | "deny";
  href: string | null;
  /** The message object that a tap sends. */
  answer: JsonObject | null;
};

type Making = { simulator: Simulator; message: OutboundMessage };

/** What can be tapped under a message of the business: buttons of templates and of interactive messages. */
export function viewChoices(simulator: Simulator, message: OutboundMessage): Choice[] {
  const making = { simulator, message };
  if (message.template) {
    return templateChoices(making, message.template.rendered);
  }
  return message.type === "interactive"
    ? interactiveChoices(making, asObject(message.content.interactive))
    : [];
}

/** What can be tapped under a template, or under one card of its carousel. */
export function viewCardChoices(
  simulator: Simulator,
  message: OutboundMessage,
  card: RenderedPart,
): Choice[] {
  return templateChoices({ simulator, message }, card);
}

/** The link of a card of an interactive carousel. */
export function viewLink(action: JsonObject | null, id: string): Choice[] {
  const parameters = asObject(action?.parameters);
  const href = asText(parameters?.url);
  return href === null ? [] : [choice("link", id, asText(parameters?.display_text) ?? href, { href })];
}

function templateChoices(making: Making, { buttons }: RenderedPart): Choice[] {
  const context = { id: making.message.id };
  return buttons.map(({ type, text, payload, value }, index) => {
    const id = `${index}`;
    switch (type) {
      case "QUICK_REPLY":
        return choice("reply", id, text, { answer: { type: "button", button: { payload, text }, context } });
      case "URL":
        return choice("link", id, text, { href: value });
      case "PHONE_NUMBER":
        return choice("phone", id, text, { href: `tel:${value ?? ""}` });
      case "FLOW":
        return choice("flow", id, text, { answer: formAnswer("flow", payload, context) });
      case "REQUEST_CONTACT_INFO":
        return choice("contact", id, null, { answer: answerOf(making, "contact-request") });
      case "CATALOG":
      case "MPM":
      case "SPM":
        return choice("order", id, text, { answer: answerOf(making, "order") });
      default:
        return choice("copy", id, value ?? text, {});
    }
  });
}

function interactiveChoices(making: Making, interactive: JsonObject | null): Choice[] {
  const action = asObject(interactive?.action);
  const parameters = asObject(action?.parameters);
  const context = { id: making.message.id };
  const type = asText(interactive?.type);
  const reply = (kind: "button_reply" | "list_reply", option: JsonObject) =>
    choice("reply", asText(option.id) ?? "", asText(option.title), {
      description: asText(option.description),
      answer: { type: "interactive", interactive: { type: kind, [kind]: option }, context },
    });
  switch (type) {
    case "button":
      return asObjects(action?.buttons).map((button) => reply("button_reply", asObject(button.reply) ?? {}));
    case "list":
      return asObjects(action?.sections).flatMap((section) =>
        asObjects(section.rows).map((row) => reply("list_reply", row)),
      );
    case "cta_url":
      return viewLink(action, "link");
    case "flow":
      return [
        choice("flow", "flow", asText(parameters?.flow_cta), {
          answer: formAnswer("flow", asText(parameters?.flow_token), context),
        }),
      ];
    case "address_message":
      return [choice("location", "address", null, { answer: formAnswer("address_message", null, context) })];
    case "location_request_message":
      return [choice("location", "location", null, { answer: answerOf(making, "location-reply") })];
    case "request_contact_info":
      return [choice("contact", "contact", null, { answer: answerOf(making, "contact-request") })];
    case "call_permission_request":
      return [
        choice("allow", "allow", null, { answer: permissionAnswer("accept", context) }),
        choice("deny", "deny", null, { answer: permissionAnswer("reject", context) }),
      ];
    case "product":
    case "product_list":
    case "catalog_message":
      return [choice("order", "order", null, { answer: { ...answerOf(making, "order"), context } })];
    default:
      return [];
  }
}

function choice(
  kind: Choice["kind"],
  id: string,
  label: string | null,
  rest: Partial<Pick<Choice, "description" | "href" | "answer">>,
): Choice {
  return { id, label, kind, description: null, href: null, answer: null, ...rest };
}

function formAnswer(name: string, token: string | null, context: JsonObject): JsonObject {
  const response = { ...(token === null ? {} : { flow_token: token }), answer: "Sí" };
  const form = { name, body: "Sent", response_json: JSON.stringify(response) };
  return { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: form }, context };
}

function permissionAnswer(response: "accept" | "reject", context: JsonObject): JsonObject {
  const node = { response, is_permanent: false, response_source: "user_action" };
  return {
    type: "interactive",
    interactive: { type: "call_permission_reply", call_permission_reply: node },
    context,
  };
}

/** The example of a kind as an answer to the message. */
function answerOf({ simulator, message }: Making, kind: ExampleKind): JsonObject {
  const customer = getRecord(simulator.store.customers, message.customerKey);
  return writeExample(kind, {
    businessMessageId: message.id,
    customerMessageId: "",
    waId: customer.waId,
    bsuid: customer.bsuid,
    name: customer.name ?? "",
    digits: getRecord(simulator.store.phoneNumbers, message.phoneNumberId).digits,
    now: simulator.clock.now(),
  });
}
