import * as z from "zod/mini";
import type { TemplateComponent } from "#domain/template.ts";

const text = z.optional(z.string());
const named = z.optional(z.array(z.object({ param_name: z.string(), example: z.string() })));
const texts = z.optional(z.array(z.string()));

const components = z.array(
  z.object({
    type: z.string(),
    format: text,
    text,
    buttons: z.optional(
      z.array(
        z.object({
          type: z.string(),
          text,
          url: text,
          phone_number: text,
          otp_type: text,
          example: z.catch(z.optional(z.union([z.array(z.string()), z.string()])), undefined),
        }),
      ),
    ),
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
  }),
);

/** Stored components as the domain reads them; null when they are of a shape that we can't send. */
export function readComponents(stored: unknown): TemplateComponent[] | null {
  return components.safeParse(stored).data ?? null;
}
