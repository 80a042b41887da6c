import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** The palette; each name has a colour for light and for dark screens. */
export const tagColor = z.enum(["green", "blue", "violet", "orange", "pink", "olive", "grey"]);
export type TagColor = z.infer<typeof tagColor>;

/** A word that sorts threads, the same for the whole workspace. */
export const tagView = z.object({ id, name: z.string(), color: tagColor });
export type TagView = z.infer<typeof tagView>;

export const tagList = z.object({ items: z.array(tagView), nextCursor: z.null() });
export const tagBody = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  color: tagColor,
});
