import * as z from "zod/mini";

/** UUID of anything of ours. */
export const id = z.uuid();
/** ISO 8601 UTC with milliseconds. */
export const time = z.iso.datetime({ precision: 3 });
/** Amount as a decimal string with six places, such as "0.020000". */
export const amount = z.string().check(z.regex(/^-?\d+\.\d{6}$/));
/** Where the next page begins; opaque. */
export const cursor = z.string().check(z.maxLength(500));

/** One page of a list: `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodMiniType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}
