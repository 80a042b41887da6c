import * as z from "zod/mini";

const rule = {
  enabled: z.boolean(),
  text: z.string().check(z.maxLength(4096)),
  everyHours: z.number().check(z.minimum(0), z.maximum(720)),
  quietMinutes: z.number().check(z.minimum(0), z.maximum(1440)),
};

/** The automatic reply: at most one per thread in `everyHours`, none while a person wrote in the last `quietMinutes`. */
export const autoReplySettings = z.strictObject({ ...rule, version: z.number() });
export type AutoReplySettings = z.infer<typeof autoReplySettings>;
/** `version`, where it is given, is the one that was seen: a stale edit is refused. */
export const putAutoReplyBody = z.strictObject({ ...rule, version: z.optional(z.number()) });

const receipts = { readReceipts: z.boolean(), typing: z.boolean() };

/**
 * What customers see of the team: that a message was read, and that somebody writes. WhatsApp shows who writes only
 * together with what was read, so the second needs the first.
 */
export const receiptSettings = z.strictObject({ ...receipts, version: z.number() });
export type ReceiptSettings = z.infer<typeof receiptSettings>;
export const putReceiptsBody = z.strictObject({ ...receipts, version: z.optional(z.number()) });
