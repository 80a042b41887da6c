import type { TemplateDraftView, TemplateView } from "#contract/templates.ts";
import {
  buttonsOf,
  componentOf,
  type TemplateButton,
  type TemplateComponent,
  unsendablePart,
} from "#domain/template.ts";
import type { TemplateDraft } from "#domain/template-draft.ts";
import { variablesIn } from "#domain/template-variables.ts";
import { readTemplate } from "../template-dialog/read-components.ts";

/** What the editor holds: each part of a template as a person fills it in. */
export type TemplateForm = {
  name: string;
  language: string;
  category: string;
  isNamed: boolean;
  headerFormat: string;
  headerText: string;
  /** Handle of the example that WhatsApp was given. */
  headerHandle: string;
  body: string;
  footer: string;
  /** Examples of the variables, by part and name: `header.1`, `body.guest`. */
  examples: Readonly<Record<string, string>>;
  buttons: readonly TemplateButton[];
  ttl: string;
  hasAdvice: boolean;
  minutes: string;
};

/** An empty form. */
export const emptyForm: TemplateForm = {
  name: "",
  language: "es",
  category: "utility",
  isNamed: false,
  headerFormat: "",
  headerText: "",
  headerHandle: "",
  body: "",
  footer: "",
  examples: {},
  buttons: [],
  ttl: "",
  hasAdvice: true,
  minutes: "10",
};

/** The draft that a form makes, as the rules and the API take it. */
export function draftOf(form: TemplateForm): TemplateDraft {
  return {
    name: form.name.trim(),
    language: form.language,
    category: form.category,
    parameterFormat: form.isNamed ? "named" : "positional",
    ttlSeconds: form.ttl.trim() === "" ? null : Number(form.ttl),
    components: form.category === "authentication" ? codeComponents(form) : textComponents(form),
  };
}

/** The form of a stored template or draft. */
export function formOf(stored: TemplateView | TemplateDraftView): TemplateForm {
  const { components } = readTemplate(stored);
  const header = componentOf(components, "HEADER");
  const body = componentOf(components, "BODY");
  const footer = componentOf(components, "FOOTER");
  const isNamed = stored.parameterFormat === "named";
  const handle = header?.example?.header_handle?.[0] ?? "";
  return {
    ...emptyForm,
    name: stored.name,
    language: stored.language,
    category: stored.category,
    isNamed,
    headerFormat: header === undefined ? "" : (header.format ?? "TEXT"),
    headerText: header?.text ?? "",
    headerHandle: /^https?:/.test(handle) ? "" : handle,
    body: stored.category === "authentication" ? "" : (body?.text ?? ""),
    footer: stored.category === "authentication" ? "" : (footer?.text ?? ""),
    examples: {
      ...examplesOf(
        "header",
        header,
        header?.example?.header_text,
        header?.example?.header_text_named_params,
      ),
      ...examplesOf("body", body, body?.example?.body_text?.[0], body?.example?.body_text_named_params),
    },
    buttons: buttonsOf(components),
    ttl: stored.ttlSeconds === null ? "" : String(stored.ttlSeconds),
    hasAdvice: body?.add_security_recommendation ?? true,
    minutes:
      stored.category === "authentication"
        ? String(footer?.code_expiration_minutes ?? "")
        : emptyForm.minutes,
  };
}

/** Whether the editor holds all of a template: what it does not know, such as a carousel, it would take away. */
export function isHeldWhole(template: TemplateView): boolean {
  const { components } = readTemplate(template);
  return components.every(({ type, format = "TEXT" }) =>
    type === "HEADER" ? editedHeaders.has(format) : editedParts.has(type),
  );
}

/** Whether a template can be sent from here, but only be changed at WhatsApp: one with cards, or with an offer that ends. */
export function isSentOnly(template: TemplateView): boolean {
  return !isHeldWhole(template) && unsendablePart(readTemplate(template).components) === null;
}

const editedParts = new Set(["BODY", "FOOTER", "BUTTONS"]);
const editedHeaders = new Set(["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"]);

/** Names of the variables that want an example, in the order of the text. */
export function exampleKeys(part: "header" | "body", text: string): { key: string; name: string }[] {
  return variablesIn(text).map((name) => ({ key: `${part}.${name}`, name }));
}

function textComponents(form: TemplateForm): TemplateComponent[] {
  const { headerFormat, headerText, headerHandle, body, footer, buttons } = form;
  const header: TemplateComponent[] =
    headerFormat === ""
      ? []
      : headerFormat === "TEXT"
        ? [{ type: "HEADER", format: "TEXT", text: headerText, ...withExample(headerExample(form)) }]
        : [
            {
              type: "HEADER",
              format: headerFormat,
              ...(headerHandle === "" ? {} : { example: { header_handle: [headerHandle] } }),
            },
          ];
  return [
    ...header,
    { type: "BODY", text: body, ...withExample(bodyExample(form)) },
    ...(footer.trim() === "" ? [] : [{ type: "FOOTER", text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: "BUTTONS", buttons: buttons.map(withoutIdleExample) }]),
  ];
}

/** A link whose variable was taken out has no example any more. */
function withoutIdleExample({ example, ...button }: TemplateButton): TemplateButton {
  const isIdle = button.type === "URL" && !/\{\{/.test(button.url ?? "");
  return example === undefined || isIdle ? button : { ...button, example };
}

function codeComponents({ hasAdvice, minutes, buttons }: TemplateForm): TemplateComponent[] {
  const own = buttons.filter(({ type }) => type === "OTP");
  return [
    { type: "BODY", add_security_recommendation: hasAdvice },
    ...(minutes.trim() === "" ? [] : [{ type: "FOOTER", code_expiration_minutes: Number(minutes) }]),
    { type: "BUTTONS", buttons: own.length === 0 ? [{ type: "OTP", otp_type: "COPY_CODE" }] : own },
  ];
}

type Example = TemplateComponent["example"];

function headerExample({ headerText, isNamed, examples }: TemplateForm): Example {
  const keys = exampleKeys("header", headerText);
  if (keys.length === 0) {
    return undefined;
  }
  return isNamed
    ? {
        header_text_named_params: keys.map(({ key, name }) => ({
          param_name: name,
          example: examples[key] ?? "",
        })),
      }
    : { header_text: keys.map(({ key }) => examples[key] ?? "") };
}

function bodyExample({ body, isNamed, examples }: TemplateForm): Example {
  const keys = exampleKeys("body", body);
  if (keys.length === 0) {
    return undefined;
  }
  if (isNamed) {
    return {
      body_text_named_params: keys.map(({ key, name }) => ({
        param_name: name,
        example: examples[key] ?? "",
      })),
    };
  }
  const inOrder = keys.toSorted((one, other) => Number(one.name) - Number(other.name));
  return { body_text: [inOrder.map(({ key }) => examples[key] ?? "")] };
}

function withExample(example: Example): Pick<TemplateComponent, "example"> {
  return example === undefined ? {} : { example };
}

function examplesOf(
  part: "header" | "body",
  component: TemplateComponent | undefined,
  listed: readonly string[] | undefined,
  named: readonly { param_name: string; example: string }[] | undefined,
): Record<string, string> {
  const names = variablesIn(component?.text ?? "");
  return Object.fromEntries(
    names.map((name, place) => {
      const byName = named?.find(({ param_name }) => param_name === name)?.example;
      const at = /^\d+$/.test(name) ? Number(name) - 1 : place;
      return [`${part}.${name}`, byName ?? listed?.[at] ?? ""];
    }),
  );
}
