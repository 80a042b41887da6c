import type { MessagingLimit } from "../options.ts";
import type { Simulator } from "../simulator.ts";

const dayMs = 24 * 3_600_000;
const sizes: Readonly<Record<MessagingLimit, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Number.POSITIVE_INFINITY,
};

/** The tiers, smallest first. */
export const messagingLimits = [
  "TIER_50",
  "TIER_250",
  "TIER_1K",
  "TIER_2K",
  "TIER_10K",
  "TIER_100K",
  "TIER_UNLIMITED",
] as const satisfies readonly MessagingLimit[];

/**
 * Counts a customer who is written to outside her window; false when so many others were within 24 h that the
 * portfolio may reach nobody else (§7.2). Somebody who was counted is counted once.
 */
export function takeReach(simulator: Simulator, customerKey: string, now: number): boolean {
  const { store, settings } = simulator;
  const { reachedOutside } = store;
  const size = sizes[settings.messagingLimit];
  const isRecent = (at: number | undefined) => at !== undefined && Math.abs(now - at) < dayMs;
  if (!isRecent(reachedOutside.get(customerKey)) && reachedOutside.size >= size) {
    for (const [key, at] of reachedOutside) {
      if (!isRecent(at)) {
        reachedOutside.delete(key);
      }
    }
    if (reachedOutside.size >= size) {
      return false;
    }
  }
  reachedOutside.set(customerKey, now);
  return true;
}
