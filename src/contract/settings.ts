import * as z from "zod/mini";

/** The automatic reply: at most one per thread in `everyHours`, none while a person wrote in the last `quietMinutes`. */
export const autoReplySettings = z.strictObject({
  enabled: z.boolean(),
  text: z.string().check(z.maxLength(4096)),
  everyHours: z.number().check(z.minimum(0), z.maximum(720)),
  quietMinutes: z.number().check(z.minimum(0), z.maximum(1440)),
});
export type AutoReplySettings = z.infer<typeof autoReplySettings>;
