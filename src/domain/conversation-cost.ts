import type { Millionths } from "./money.ts";

/**
 * K14: the cost of a conversation is the sum of the charges of its messages; null when one of them has no known rate,
 * so that a sum never promises too little. Dropped charges count 0. Until 2025-06-30 the one charge sits on the opener.
 */
export function conversationCost(charges: readonly (Millionths | null)[]): Millionths | null {
  return charges.reduce<Millionths | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}
