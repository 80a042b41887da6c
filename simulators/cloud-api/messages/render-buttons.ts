import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText, lengthOf } from "../json.ts";
import type { RenderedTemplate } from "../model.ts";
import { codeLimit } from "../templates/check-buttons.ts";
import { checkNoParameters, checkParameterText, parametersOf } from "./template-parameters.ts";
import { fillVariables, typeOf, variablesOf } from "./template-variables.ts";

type RenderedButton = RenderedTemplate["buttons"][number];

const oneTimeCodeLimit = 15;
const urlLimit = 2_000;
/** Buttons that can't do without an action of the call. */
const needsAction = new Set(["MPM", "ORDER_DETAILS"]);
const takesAction = new Set(["FLOW", "CATALOG", "MPM", "SPM", "ORDER_DETAILS"]);

/** The buttons of a template with what the call gives each: payloads, ends of addresses, codes, flow tokens (§3.6). */
export function renderButtons(
  buttons: JsonObject[],
  sent: readonly JsonObject[],
  now: number,
): RenderedButton[] {
  const given = sent.filter((component) => typeOf(component) === "BUTTON");
  const indices = given.map((component) => Number(component.index ?? Number.NaN));
  for (const [position, index] of indices.entries()) {
    if (!buttons[index] || indices.indexOf(index) !== position) {
      throw new GraphError(
        132012,
        `buttons: Button at index ${String(given[position]?.index)} does not exist`,
      );
    }
  }
  return buttons.map((button, index) => renderButton(button, index, given[indices.indexOf(index)], now));
}

function renderButton(
  button: JsonObject,
  index: number,
  component: JsonObject | undefined,
  now: number,
): RenderedButton {
  const type = typeOf(button);
  const subType = (asText(component?.sub_type) ?? (component ? "" : type)).toUpperCase();
  if (subType === "") {
    throw new GraphError(131008, `buttons: sub_type of the button at index ${index} is required`);
  }
  if (subType !== type && !(type === "OTP" && subType === "URL")) {
    throw new GraphError(132012, `buttons: Button at index ${index} is of type ${type}, not ${subType}`);
  }
  const parameters = parametersOf(component);
  const [parameter] = parameters;
  const shown = { type, text: asText(button.text) ?? type };
  const expect = (wanted: string) => {
    const received = asText(parameter?.type) ?? wanted;
    if (received !== wanted || parameters.length > 1) {
      throw new GraphError(132012, `buttons: Format mismatch, expected ${wanted}, received ${received}`);
    }
  };
  if (type === "QUICK_REPLY") {
    expect("payload");
    return { ...shown, payload: asText(parameter?.payload) ?? shown.text, value: null };
  }
  if (type === "COPY_CODE") {
    expect("coupon_code");
    const code = requireValue(asText(parameter?.coupon_code), index, type);
    checkCode(code, codeLimit(now));
    return { ...shown, payload: null, value: code };
  }
  if (type === "OTP") {
    expect("text");
    const code = requireValue(asText(parameter?.text), index, type);
    checkCode(code, oneTimeCodeLimit);
    return { ...shown, payload: null, value: code };
  }
  if (takesAction.has(type)) {
    expect("action");
    const action = asObject(parameter?.action);
    if (needsAction.has(type) && !action) {
      throw missing(index, type);
    }
    return { ...shown, payload: asText(action?.flow_token), value: asText(button.flow_id) };
  }
  const address = asText(button.url) ?? asText(button.phone_number);
  return { ...shown, payload: null, value: address && fillAddress(address, parameters, index, type) };
}

/** The address with the end that the call gives; one without a variable takes nothing. */
function fillAddress(pattern: string, parameters: JsonObject[], index: number, type: string): string {
  const [variable] = variablesOf(pattern);
  if (variable === undefined) {
    checkNoParameters("buttons", parameters);
    return pattern;
  }
  const text = requireValue(asText(parameters[0]?.text), index, type);
  checkParameterText("buttons", text);
  const address = fillVariables(pattern, new Map([[variable, text]]));
  if (lengthOf(address) > urlLimit) {
    throw new GraphError(132005, `buttons: the filled address is longer than ${urlLimit} characters`);
  }
  return address;
}

function checkCode(code: string, maximum: number): void {
  checkParameterText("buttons", code);
  if (lengthOf(code) > maximum) {
    throw new GraphError(132018, `buttons: a code has at most ${maximum} characters`);
  }
}

function requireValue(value: string | null, index: number, type: string): string {
  if (value === null || value === "") {
    throw missing(index, type);
  }
  return value;
}

function missing(index: number, type: string): GraphError {
  return new GraphError(131008, `buttons: Button at index ${index} of type ${type} requires a parameter`);
}

/** The buttons of a template that need a phone number: codes to copy or fill in (§4.9). */
export function hasCodeButton(components: readonly JsonObject[]): boolean {
  return components
    .flatMap((component) => asObjects(component.buttons))
    .some((button) => typeOf(button) === "OTP" || typeOf(button) === "COPY_CODE");
}
