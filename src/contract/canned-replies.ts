import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** A reply that the team wrote once; `/shortcut` brings it, its placeholders are filled for the customer. */
export const cannedReply = z.object({ id, shortcut: z.string(), text: z.string(), version: z.number() });
export type CannedReply = z.infer<typeof cannedReply>;

export const cannedReplyList = z.object({ items: z.array(cannedReply), nextCursor: z.null() });

const content = {
  /** One word, because a blank ends the search after "/". */
  shortcut: z.string().check(z.trim(), z.maxLength(40), z.regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u)),
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(4096)),
};
export const createCannedReplyBody = z.strictObject(content);
/** `version` guards against stale edits. */
export const updateCannedReplyBody = z.strictObject({ version: z.number(), ...content });
