import * as z from "zod/mini";
import type { Json } from "#channels/channel.ts";
import type { TemplateComponent } from "#domain/template.ts";

const text = z.optional(z.string());
const named = z.optional(z.array(z.object({ param_name: z.string(), example: z.string() })));
const texts = z.optional(z.array(z.string()));

const button = z.object({
  type: z.string(),
  text,
  url: text,
  phone_number: text,
  otp_type: text,
  autofill_text: text,
  supported_apps: z.optional(z.array(z.object({ package_name: z.string(), signature_hash: z.string() }))),
  flow_id: z.optional(z.union([z.string(), z.pipe(z.number(), z.transform(String))])),
  flow_name: text,
  flow_json: text,
  flow_action: text,
  navigate_screen: text,
  example: z.catch(z.optional(z.union([z.array(z.string()), z.string()])), undefined),
});
const part = {
  type: z.string(),
  format: text,
  text,
  buttons: z.optional(z.array(button)),
  example: z.catch(
    z.optional(
      z.object({
        header_text: texts,
        header_text_named_params: named,
        header_handle: texts,
        body_text: z.optional(z.array(z.array(z.string()))),
        body_text_named_params: named,
      }),
    ),
    undefined,
  ),
};

const components = z.array(
  z.object({
    ...part,
    add_security_recommendation: z.optional(z.boolean()),
    code_expiration_minutes: z.optional(z.number()),
    limited_time_offer: z.optional(z.object({ text, has_expiration: z.optional(z.boolean()) })),
    cards: z.optional(z.array(z.object({ components: z.array(z.object(part)) }))),
  }),
);

/** Components as they are handed over and stored. */
export function toJson(components: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(components)));
}

/** Stored components as the domain reads them; null when they are of a shape that we can't send. */
export function readComponents(stored: unknown): TemplateComponent[] | null {
  return components.safeParse(stored).data ?? null;
}
