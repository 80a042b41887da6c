import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText, lengthOf } from "../json.ts";
import type { RenderedTemplate, Template } from "../model.ts";
import { parametersOf, readTextParameters } from "./template-parameters.ts";
import { fillVariables, variablesOf } from "./template-variables.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";

/** Fills a template with the components of the call, as Meta checks and the customer sees it (§3.6). */
export function renderTemplate(
  template: Template,
  sent: JsonObject[],
  checkMedia: MediaCheck,
): RenderedTemplate {
  const part = (type: string) => template.components.find((component) => typeOf(component) === type);
  const given = (type: string) => sent.find((component) => typeOf(component) === type);
  const bodyText = asText(part("BODY")?.text) ?? "";
  const body = fillVariables(
    bodyText,
    readTextParameters({
      part: "body",
      text: bodyText,
      parameters: parametersOf(given("BODY")),
      format: template.parameterFormat,
    }),
  );
  if (lengthOf(body) > 1_024) {
    throw new GraphError(132005, "body: the filled text is longer than 1024 characters");
  }
  const header = part("HEADER");
  return {
    header: header ? renderHeader(template, header, parametersOf(given("HEADER")), checkMedia) : null,
    body,
    footer: asText(part("FOOTER")?.text),
    buttons: renderButtons(asObjects(part("BUTTONS")?.buttons), sent),
  };
}

function renderHeader(
  template: Template,
  header: JsonObject,
  parameters: JsonObject[],
  checkMedia: MediaCheck,
): NonNullable<RenderedTemplate["header"]> {
  const format = (asText(header.format) ?? "TEXT").toUpperCase();
  if (format === "TEXT") {
    const source = asText(header.text) ?? "";
    const format = template.parameterFormat;
    const text = fillVariables(
      source,
      readTextParameters({ part: "header", text: source, parameters, format }),
    );
    if (lengthOf(text) > 60) {
      throw new GraphError(132005, "header: the filled text is longer than 60 characters");
    }
    return { format: "TEXT", text, media: null };
  }
  const kind = format.toLowerCase();
  const parameter = parameters[0];
  const received = (asText(parameter?.type) ?? "unknown").toUpperCase();
  const media = asObject(parameter?.[kind]);
  if (parameters.length !== 1 || received !== format || !media) {
    throw new GraphError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
  if (kind !== "location") {
    validateMedia(media, kind, checkMedia);
  }
  return { format, text: null, media };
}

function renderButtons(buttons: JsonObject[], sent: JsonObject[]): RenderedTemplate["buttons"] {
  const given = sent.filter((component) => typeOf(component) === "BUTTON");
  for (const component of given) {
    if (!buttons[Number(component.index)]) {
      throw new GraphError(132012, `buttons: Button at index ${String(component.index)} does not exist`);
    }
  }
  return buttons.map((button, index) => {
    const component = given.find((candidate) => Number(candidate.index) === index);
    const type = typeOf(button);
    const subType = (asText(component?.sub_type) ?? type).toUpperCase();
    if (subType !== type && !(type === "OTP" && subType === "URL")) {
      throw new GraphError(132012, `buttons: Button at index ${index} is of type ${type}, not ${subType}`);
    }
    const text = asText(button.text) ?? type;
    const parameter = parametersOf(component)[0];
    if (type === "QUICK_REPLY") {
      return { type, text, payload: asText(parameter?.payload) ?? text, value: null };
    }
    return { type, text, payload: null, value: targetOf(type, index, button, parameter) };
  });
}

/** Where a button leads: an address, a number or a code. */
function targetOf(
  type: string,
  index: number,
  button: JsonObject,
  parameter: JsonObject | undefined,
): string | null {
  const missing = () =>
    new GraphError(131008, `buttons: Button at index ${index} of type ${type} requires a parameter`);
  if (type === "COPY_CODE") {
    const code = asText(parameter?.coupon_code);
    if (code === null) {
      throw missing();
    }
    return code;
  }
  const pattern = type === "OTP" ? "{{1}}" : (asText(button.url) ?? asText(button.phone_number));
  const variable = pattern === null ? undefined : variablesOf(pattern)[0];
  if (pattern === null || variable === undefined) {
    return pattern;
  }
  const text = asText(parameter?.text);
  if (text === null || text === "") {
    throw missing();
  }
  return fillVariables(pattern, new Map([[variable, text]]));
}

function typeOf(component: JsonObject): string {
  return (asText(component.type) ?? "").toUpperCase();
}
