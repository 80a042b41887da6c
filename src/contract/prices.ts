import * as z from "zod/mini";
import { mediaKinds } from "#domain/content.ts";
import { amount, id } from "./primitives.ts";

/** What a message would cost if it were sent now. */
export const estimateBody = z.strictObject({
  threadId: id,
  channelId: id,
  identityId: z.optional(id),
  kind: z.enum(["text", "template", "email", "note", ...mediaKinds, "location", "contacts", "interactive"]),
  template: z.optional(z.strictObject({ name: z.string(), language: z.string() })),
});
export type EstimateBody = z.infer<typeof estimateBody>;

/** `amount` null: no rate is known ("tarifa desconocida"), never a false 0. `freeLeft`: free texts left this month. */
export const estimate = z.object({
  amount: z.nullable(amount),
  currency: z.string(),
  category: z.nullable(z.string()),
  type: z.string(),
  market: z.nullable(z.string()),
  /** The market is read from the letters of a user id, without a phone: an assumption. */
  marketAssumed: z.boolean(),
  rateDate: z.nullable(z.string()),
  freeLeft: z.nullable(z.number()),
  reason: z.nullable(z.string()),
});
export type Estimate = z.infer<typeof estimate>;
