import { readCategory } from "./category.ts";
import type { Category } from "./conversation.ts";
import type { Market } from "./market.ts";
import type { Instant } from "./time.ts";

/** A market and category in one calendar month of the account: what volume tiers are counted by (§1.7). */
export type VolumeKey = { readonly month: string; readonly market: Market; readonly category: Category };

/** Meta told that a tier was reached; repeated ones count from the earliest time on. */
export type ReachedTier = VolumeKey & {
  /** The first message of the month that the tier's rate applies to. */
  readonly from: number;
  readonly at: Instant;
};

/** What is known of the month's volume when a message is priced. */
export type VolumeFacts = {
  /** Charged messages of the business portfolio, this one left out, by `volumeName`. */
  readonly charged: Readonly<Record<string, number>>;
  readonly reached: readonly ReachedTier[];
};

/** Nothing is known: the lowest tier. */
export const noVolume: VolumeFacts = { charged: {}, reached: [] };

/** The name of a key in `charged`. */
export function volumeName({ month, market, category }: VolumeKey): string {
  return `${month} ${market} ${category}`;
}

/** The key that a priced message counts under; null: it is not charged, or its category has no tiers (§1.7). */
export function volumeKeyOf(price: {
  category: string;
  type: string;
  market: Market | null;
  day: string;
}): VolumeKey | null {
  const category = readCategory(price.category);
  const hasTiers = category === "utility" || category === "authentication";
  return hasTiers && price.type === "regular" && price.market !== null && price.day >= "2025-07-01"
    ? { month: price.day.slice(0, 7), market: price.market, category }
    : null;
}

/** Which charged message of the month this one is: by our count, or further along when Meta said so by then. */
export function volumePosition({ charged, reached }: VolumeFacts, key: VolumeKey, at: Instant): number {
  const told = reached
    .filter(
      (tier) =>
        tier.month === key.month &&
        tier.market === key.market &&
        tier.category === key.category &&
        tier.at <= at,
    )
    .map(({ from }) => from);
  return Math.max((charged[volumeName(key)] ?? 0) + 1, ...told);
}
