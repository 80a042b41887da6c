import * as z from "zod/mini";

/** What an owner changes of the business; `version` is the one that was seen. */
export const updateWorkspaceBody = z.strictObject({
  version: z.number().check(z.int()),
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  timeZone: z.optional(z.string().check(z.maxLength(100))),
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});
