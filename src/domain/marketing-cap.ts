import { dayMs, type Instant } from "./time.ts";

/** The longest pause after a marketing template that WhatsApp did not deliver for its cap. */
const longestMs = 7 * dayMs;

/**
 * When a marketing template that the customer's cap stopped (131049) may be tried again: not before 24 hours, and twice as
 * long each time it happens again (§5.2, §7.4). `earlier`: how often the cap stopped one to this customer before.
 */
export function capEndsAt({ failedAt, earlier }: { failedAt: Instant; earlier: number }): Instant {
  return failedAt + Math.min(dayMs * 2 ** Math.max(0, earlier), longestMs);
}
