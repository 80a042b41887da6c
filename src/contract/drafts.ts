import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** Which draft of a thread: the kind of channel that it is written for, or `note`. */
export const draftKind = z.string().check(z.regex(/^[a-z]{1,20}$/));
/** Grows with every change; the highest one wins wherever it was written. */
export const draftVersion = z.number().check(z.int(), z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER));

const content = {
  kind: draftKind,
  text: z.string().check(z.maxLength(65_536)),
  /** Null: nobody touched the subject. */
  subject: z.nullable(z.string().check(z.maxLength(998))),
  /** The message that the answer quotes. */
  answersId: z.nullable(id),
  version: draftVersion,
};

/** What a member typed in a thread and has not sent. */
export const draftView = z.object({ threadId: id, ...content });
export type DraftView = z.infer<typeof draftView>;

export const draftList = z.object({ items: z.array(draftView), nextCursor: z.null() });
export const putDraftBody = z.strictObject(content);
