import type { Json, JsonObject } from "../json.ts";
import { asObjects, asText, lengthOf } from "../json.ts";
import { missingExample, textsOf } from "./check-examples.ts";
import { checkLength } from "./check-text.ts";
import { badParameter, templateProblem, templateSubcodes } from "./template-problem.ts";

/** Since then a coupon code may have 20 characters instead of 15 (whatsapp-platform §3.2). */
const longCodesSince = Date.UTC(2025, 11, 3);
/** Kinds of buttons that are taken without a look at what belongs to them; their label is checked. */
const otherTypes = new Set([
  "CATALOG",
  "MPM",
  "SPM",
  "VOICE_CALL",
  "CALL_PERMISSION_REQUEST",
  "ORDER_DETAILS",
  "REMINDER",
  "POSTBACK",
  "SEND_LOCATION",
  "EXTENSION",
  "APP",
]);
/** Kinds whose label Meta writes itself. */
const fixedLabels = new Set(["REQUEST_CONTACT_INFO", "COPY_CODE"]);
const maxima: readonly (readonly [type: string, maximum: number])[] = [
  ["URL", 2],
  ["PHONE_NUMBER", 1],
  ["COPY_CODE", 1],
];

/** Checks the buttons of a template: kinds, numbers, order, labels and what each leads to. */
export function checkButtons(value: Json | undefined, now: number, maximum = 10): void {
  const buttons = asObjects(value);
  if (buttons.length === 0 || (Array.isArray(value) && value.length !== buttons.length)) {
    throw badParameter("buttons must be a list of at least one button.");
  }
  if (buttons.length > maximum) {
    throw invalidCombination(`A template has at most ${maximum} buttons.`);
  }
  const types = buttons.map(typeOf);
  for (const [type, most] of maxima) {
    if (types.filter((candidate) => candidate === type).length > most) {
      throw invalidCombination(`A template has at most ${most} button(s) of type ${type}.`);
    }
  }
  const quick = types.map((type) => type === "QUICK_REPLY");
  const first = quick.indexOf(true);
  const isGrouped = first < 0 || quick.lastIndexOf(true) - first + 1 === quick.filter(Boolean).length;
  if (!isGrouped || (first > 0 && quick.at(-1) !== true)) {
    throw invalidCombination("Quick replies stand together, before or after all other buttons.");
  }
  for (const button of buttons) {
    checkButton(button, typeOf(button), now);
  }
}

function checkButton(button: JsonObject, type: string, now: number): void {
  const text = asText(button.text) ?? "";
  if (text === "" && !fixedLabels.has(type)) {
    throw badParameter(`A button of type ${type} needs a text.`);
  }
  checkLength("button", text);
  switch (type) {
    case "QUICK_REPLY":
    case "REQUEST_CONTACT_INFO":
      return;
    case "URL":
      checkUrl(button);
      return;
    case "PHONE_NUMBER": {
      const number = asText(button.phone_number) ?? "";
      checkLength("button", number, 20);
      if (!/^\+?\d{5,}$/.test(number.replace(/[\s()-]/g, ""))) {
        throw badParameter("phone_number must be a phone number.");
      }
      return;
    }
    case "COPY_CODE":
      checkCode(button, now);
      return;
    case "FLOW":
      checkFlow(button);
      return;
    default:
      if (!otherTypes.has(type)) {
        throw badParameter(`Button type ${type} is not known here.`);
      }
  }
}

/** One variable at most, at the very end, with an example of the whole address. */
function checkUrl(button: JsonObject): void {
  const url = asText(button.url) ?? "";
  checkLength("button", url, 2_000);
  const fixed = url.replace(/\{\{1\}\}$/, "");
  if (/[{}]/.test(fixed)) {
    throw templateProblem(
      "Wrong address",
      "An address has one variable, {{1}}, at its very end.",
      templateSubcodes.body,
    );
  }
  if (!URL.canParse(fixed) || !/^https?:$/.test(new URL(fixed).protocol)) {
    throw badParameter("url must be a web address.");
  }
  if (fixed !== url && !textsOf(button.example).some((example) => example !== "")) {
    throw missingExample("An address with a variable needs an example.");
  }
}

function checkCode(button: JsonObject, now: number): void {
  const code = textsOf(button.example)[0] ?? "";
  if (code === "") {
    throw missingExample("A button that copies a code needs an example.");
  }
  const maximum = codeLimit(now);
  if (lengthOf(code) > maximum) {
    throw templateProblem(
      "Text too long",
      `A code has at most ${maximum} characters.`,
      templateSubcodes.tooLong,
    );
  }
}

/** How long a coupon code may be at this moment. */
export function codeLimit(now: number): number {
  return now >= longCodesSince ? 20 : 15;
}

function checkFlow(button: JsonObject): void {
  const names = ["flow_id", "flow_name", "flow_json"];
  if (names.filter((name) => button[name] !== undefined).length !== 1) {
    throw badParameter("A flow button needs one of flow_id, flow_name and flow_json.");
  }
  const action = (asText(button.flow_action) ?? "navigate").toLowerCase();
  if (action !== "navigate" && action !== "data_exchange") {
    throw badParameter("flow_action must be navigate or data_exchange.");
  }
}

function invalidCombination(sentence: string): Error {
  return templateProblem("Invalid combination of buttons", sentence);
}

function typeOf(button: JsonObject): string {
  return (asText(button.type) ?? "").toUpperCase();
}
