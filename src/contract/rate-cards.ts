import * as z from "zod/mini";
import { amount, time } from "./primitives.ts";

/** A card that came with the product has a name as its id, an imported one a UUID. */
const cardId = z.string().check(z.maxLength(100));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** A rate card: prices of one currency from one local day of the account on, for one message or, of old, one conversation. */
export const rateCardView = z.object({
  id: cardId,
  currency: z.string(),
  effectiveFrom: day,
  unit: z.enum(["conversation", "message"]),
  source: z.string(),
  origin: z.enum(["published", "imported"]),
  importedAt: z.nullable(time),
  importedBy: z.nullable(z.string()),
  markets: z.number(),
  /** Another card of that currency and day was imported later and counts in its place. */
  superseded: z.boolean(),
});
export type RateCardView = z.infer<typeof rateCardView>;
export const rateCardList = z.object({ items: z.array(rateCardView), nextCursor: z.null() });

const cell = {
  market: z.string(),
  category: z.string(),
  /** Messages of a month in the market, from the first to the last one (null: no end) that the rate is for. */
  tierFrom: z.number(),
  tierTo: z.nullable(z.number()),
};
/** A rate; null: nobody knows it, which is something else than free. */
const rate = z.nullable(amount);

/** A card with all its rates. */
export const rateCardDetail = z.extend(rateCardView, { rows: z.array(z.object({ ...cell, rate })) });
export type RateCardDetail = z.infer<typeof rateCardDetail>;

/** What an import would do to one card; `before` null: the cell is new, `after` null: it is gone. */
export const rateCardPreview = z.object({
  problems: z.array(
    z.object({ line: z.number(), code: z.string(), detail: z.string(), isStopping: z.boolean() }),
  ),
  cards: z.array(
    z.object({
      currency: z.string(),
      effectiveFrom: day,
      unit: z.enum(["conversation", "message"]),
      source: z.string(),
      rates: z.number(),
      /** The card that counts on that day today. */
      replaces: z.nullable(z.object({ id: cardId, effectiveFrom: day, source: z.string() })),
      changes: z.array(
        z.object({ ...cell, before: z.nullable(z.object({ rate })), after: z.nullable(z.object({ rate })) }),
      ),
    }),
  ),
});
export type RateCardPreview = z.infer<typeof rateCardPreview>;

/** A file of rates as text: comma or semicolon separated. */
export const rateCsvBody = z.strictObject({ csv: z.string().check(z.minLength(1), z.maxLength(800_000)) });

export const byCardId = z.object({ id: cardId });
