import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** A template of WhatsApp; `components` are as Meta writes them. */
export const templateView = z.object({
  id,
  accountRef: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  parameterFormat: z.enum(["positional", "named"]),
  components: z.array(z.unknown()),
});
export type TemplateView = z.infer<typeof templateView>;
export const templateList = z.object({ items: z.array(templateView), nextCursor: z.nullable(z.string()) });
