import type { JsonObject } from "../json.ts";
import { asObjects, asText } from "../json.ts";
import type { TemplateContext } from "./check-components.ts";
import { checkComponents } from "./check-components.ts";
import type { ParameterFormat } from "./check-text.ts";
import { templateLanguages } from "./template-languages.ts";
import { badParameter } from "./template-problem.ts";
import { writeAuthentication } from "./write-authentication.ts";

/** A template as the business hands it in, after its checks. */
export type TemplateDefinition = {
  name: string;
  language: string;
  category: string;
  parameterFormat: ParameterFormat;
  components: JsonObject[];
  messageSendTtlSeconds: number | null;
};

const categories = new Set(["MARKETING", "UTILITY", "AUTHENTICATION"]);
const ttlRanges: Readonly<Record<string, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

/** Reads and checks the body of `POST /{WABA}/message_templates`; throws Meta's refusal (§3.1, §3.2, §3.5). */
export function readTemplate(
  body: JsonObject,
  context: Pick<TemplateContext, "now" | "findHandle">,
): TemplateDefinition {
  const name = asText(body.name) ?? "";
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    throw badParameter("name has 1 to 512 lower-case letters, digits and underscores.");
  }
  const language = asText(body.language) ?? "";
  if (!templateLanguages.has(language)) {
    throw badParameter(`language ${language} is not known.`);
  }
  const category = readCategory(body);
  const parameterFormat = readFormat(body);
  return {
    name,
    language,
    category,
    parameterFormat,
    messageSendTtlSeconds: readTtl(body, category),
    components: readComponents(body, { ...context, category, format: parameterFormat }, language),
  };
}

/** The category of a template, in upper case. */
export function readCategory(body: JsonObject): string {
  const category = (asText(body.category) ?? "").toUpperCase();
  if (!categories.has(category)) {
    throw badParameter("category must be one of MARKETING, UTILITY, AUTHENTICATION.");
  }
  return category;
}

/** The checked components of a template; Meta writes those of authentication itself. */
export function readComponents(body: JsonObject, context: TemplateContext, language: string): JsonObject[] {
  const components = asObjects(body.components);
  if (!Array.isArray(body.components) || components.length !== body.components.length) {
    throw badParameter("components must be a list of objects.");
  }
  if (context.category === "AUTHENTICATION") {
    return writeAuthentication(components, language);
  }
  checkComponents(components, context);
  return components.map(normalise);
}

/** How long an undelivered message of the template is tried, in seconds; −1 is 30 days (§3.1). */
export function readTtl(body: JsonObject, category: string): number | null {
  const value = body.message_send_ttl_seconds;
  if (value === undefined || value === null) {
    return null;
  }
  const [least, most] = ttlRanges[category] ?? [30, 2_592_000];
  const isForever = value === -1 && category !== "MARKETING";
  if (typeof value !== "number" || (!isForever && (value < least || value > most))) {
    throw badParameter(`message_send_ttl_seconds must be ${least} to ${most} for ${category}.`);
  }
  return value;
}

function readFormat(body: JsonObject): ParameterFormat {
  const format = (asText(body.parameter_format) ?? "POSITIONAL").toUpperCase();
  if (format !== "POSITIONAL" && format !== "NAMED") {
    throw badParameter("parameter_format must be POSITIONAL or NAMED.");
  }
  return format;
}

/** Types and formats in upper case, as Meta lists them. */
function normalise(component: JsonObject): JsonObject {
  const upper = (name: string) => {
    const value = asText(component[name]);
    return value === null ? {} : { [name]: value.toUpperCase() };
  };
  return {
    ...component,
    ...upper("type"),
    ...upper("format"),
    ...(component.buttons === undefined ? {} : { buttons: asObjects(component.buttons).map(normalise) }),
    ...(component.cards === undefined
      ? {}
      : {
          cards: asObjects(component.cards).map((card) => ({
            ...card,
            components: asObjects(card.components).map(normalise),
          })),
        }),
  };
}
