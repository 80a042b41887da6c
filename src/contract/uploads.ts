import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** The name goes into the address, as the body is the file alone. */
export const uploadQuery = z.strictObject({ name: z.optional(z.string().check(z.maxLength(1_024))) });

/** A file that messages may name for a day. Its type is what its bytes show. */
export const uploadView = z.object({
  id,
  type: z.string(),
  size: z.number(),
  name: z.nullable(z.string()),
  /** Asked of stickers, whose limits differ. */
  isAnimated: z.boolean(),
});
export type UploadView = z.infer<typeof uploadView>;
