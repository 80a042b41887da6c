import * as z from "zod/mini";
import type { TemplateView } from "#contract/templates.ts";
import type { TemplateComponent, TemplateContent } from "#domain/template.ts";

const namedExamples = z.optional(z.array(z.object({ param_name: z.string(), example: z.string() })));
const button = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  url: z.optional(z.string()),
  phone_number: z.optional(z.string()),
  otp_type: z.optional(z.string()),
  autofill_text: z.optional(z.string()),
  supported_apps: z.optional(z.array(z.object({ package_name: z.string(), signature_hash: z.string() }))),
  flow_id: z.optional(z.union([z.string(), z.pipe(z.number(), z.transform(String))])),
  flow_name: z.optional(z.string()),
  flow_json: z.optional(z.string()),
  flow_action: z.optional(z.string()),
  navigate_screen: z.optional(z.string()),
  example: z.optional(z.union([z.array(z.string()), z.string()])),
});
const part = {
  type: z.string(),
  format: z.optional(z.string()),
  text: z.optional(z.string()),
  buttons: z.optional(z.array(button)),
  example: z.optional(
    z.object({
      header_text: z.optional(z.array(z.string())),
      header_text_named_params: namedExamples,
      header_handle: z.optional(z.array(z.string())),
      body_text: z.optional(z.array(z.array(z.string()))),
      body_text_named_params: namedExamples,
    }),
  ),
};
const component = z.object({
  ...part,
  add_security_recommendation: z.optional(z.boolean()),
  code_expiration_minutes: z.optional(z.number()),
  limited_time_offer: z.optional(
    z.object({ text: z.optional(z.string()), has_expiration: z.optional(z.boolean()) }),
  ),
  cards: z.optional(z.array(z.object({ components: z.array(z.object(part)) }))),
});

/** The content of a template as the domain reads it; a component that we can't read counts as one we can't send. */
export function readTemplate(
  template: Pick<TemplateView, "components" | "parameterFormat">,
): TemplateContent {
  return { parameterFormat: template.parameterFormat, components: template.components.map(readComponent) };
}

function readComponent(raw: unknown): TemplateComponent {
  const parsed = z.safeParse(component, raw);
  return parsed.success ? parsed.data : { type: "UNREADABLE" };
}
