import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { checkButtons } from "./check-buttons.ts";
import { checkExamples, missingExample, textsOf } from "./check-examples.ts";
import type { ParameterFormat } from "./check-text.ts";
import { checkLength, checkText } from "./check-text.ts";
import { badParameter, templateProblem, templateSubcodes } from "./template-problem.ts";

/** What the components of a template are judged by. */
export type TemplateContext = {
  category: string;
  format: ParameterFormat;
  now: number;
  /** The kind of the uploaded file behind a `header_handle`, null when there is none. */
  findHandle: (handle: string) => { mimeType: string; size: number } | null;
};

const special = ["LIMITED_TIME_OFFER", "CAROUSEL", "CALL_PERMISSION_REQUEST"];
const known = new Set(["HEADER", "BODY", "FOOTER", "BUTTONS", ...special]);
const mediaFormats: Readonly<Record<string, RegExp>> = {
  IMAGE: /^image\/(jpeg|png)$/,
  VIDEO: /^video\/(mp4|3gpp)$/,
  DOCUMENT: /./,
  GIF: /^video\/mp4$/,
};
const gifLimit = 3.5 * 1_024 * 1_024;

/** Checks the components of a marketing or utility template (whatsapp-platform §3.2). */
export function checkComponents(components: readonly JsonObject[], context: TemplateContext): void {
  const types = components.map(typeOf);
  const stranger = types.find((type) => !known.has(type));
  if (stranger !== undefined) {
    throw badParameter(`Component type ${stranger} is not known.`);
  }
  if (new Set(types).size !== types.length) {
    throw badParameter("Each component may stand in a template once.");
  }
  if (!types.includes("BODY")) {
    throw badParameter("A template needs a BODY component.");
  }
  for (const component of components) {
    checkComponent(component, typeOf(component), context);
  }
}

function checkComponent(component: JsonObject, type: string, context: TemplateContext): void {
  switch (type) {
    case "HEADER":
      checkHeader(component, context);
      return;
    case "BODY":
      checkWords("body", component, context);
      return;
    case "FOOTER":
      checkFooter(component);
      return;
    case "BUTTONS":
      checkButtons(component.buttons, context.now);
      return;
    case "LIMITED_TIME_OFFER":
      requireMarketing(context, type);
      if (!asText(asObject(component.limited_time_offer)?.text)) {
        throw badParameter("limited_time_offer.text is required.");
      }
      return;
    case "CAROUSEL":
      requireMarketing(context, type);
      checkCards(component, context);
  }
}

function checkHeader(header: JsonObject, context: TemplateContext): void {
  const format = (asText(header.format) ?? "").toUpperCase();
  if (format === "TEXT") {
    checkWords("header", header, context);
    return;
  }
  if (format === "LOCATION") {
    return;
  }
  const fitting = mediaFormats[format];
  if (!fitting) {
    throw badParameter(`Header format ${format} is not known.`);
  }
  const handle = textsOf(asObject(header.example)?.header_handle)[0];
  if (handle === undefined) {
    throw missingExample(`A header of format ${format} needs an example in header_handle.`);
  }
  const file = context.findHandle(handle);
  if (!file) {
    throw badParameter("example.header_handle is no handle of an uploaded file.");
  }
  if (!fitting.test(file.mimeType) || (format === "GIF" && file.size > gifLimit)) {
    throw templateProblem(
      "Wrong example",
      `A file of type ${file.mimeType} and this size can't be a header of format ${format}.`,
      templateSubcodes.header,
    );
  }
}

function checkWords(part: "header" | "body", component: JsonObject, context: TemplateContext): void {
  const text = asText(component.text) ?? "";
  if (text === "") {
    throw badParameter(`The ${part} needs a text.`);
  }
  checkExamples(part, component, checkText(part, text, context.format), context.format);
}

/** No variables here, although one page of Meta's says otherwise (§3.2 [C]). */
function checkFooter(footer: JsonObject): void {
  const text = asText(footer.text) ?? "";
  if (text === "") {
    throw badParameter("The footer needs a text.");
  }
  checkLength("footer", text);
  if (/[{}]/.test(text)) {
    throw templateProblem(
      "The footer has a wrong format",
      "A footer has no variables.",
      templateSubcodes.footer,
    );
  }
}

function checkCards(carousel: JsonObject, context: TemplateContext): void {
  const cards = asObjects(carousel.cards);
  if (cards.length < 2 || cards.length > 10) {
    throw badParameter("A carousel has 2 to 10 cards.");
  }
  for (const card of cards) {
    const parts = asObjects(card.components);
    const header = parts.find((part) => typeOf(part) === "HEADER");
    if (!header || !["IMAGE", "VIDEO"].includes((asText(header.format) ?? "").toUpperCase())) {
      throw badParameter("Each card needs a header with a picture or film.");
    }
    checkHeader(header, context);
    const body = parts.find((part) => typeOf(part) === "BODY");
    if (body) {
      const variables = checkText("card", asText(body.text) ?? "", context.format);
      checkExamples("body", body, variables, context.format);
    }
    const buttons = parts.find((part) => typeOf(part) === "BUTTONS");
    if (buttons) {
      checkButtons(buttons.buttons, context.now, 2);
    }
  }
}

function requireMarketing(context: TemplateContext, type: string): void {
  if (context.category !== "MARKETING") {
    throw badParameter(`${type} belongs to marketing templates.`);
  }
}

function typeOf(component: JsonObject): string {
  return (asText(component.type) ?? "").toUpperCase();
}
