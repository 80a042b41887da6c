import type { ChargeEntry } from "./ledger.ts";
import type { Millionths } from "./money.ts";

/** Our lines against Meta's own total for one (day, number, country, category, type, tier). */
export type Reconciliation =
  | { readonly kind: "reconciled" }
  | {
      readonly kind: "adjustment";
      /** Meta's cost less ours: the one line that is added for the bucket. */
      readonly amount: Millionths;
      /** Meta's volume less ours. */
      readonly messages: number;
      /** Lines of ours without a known amount. */
      readonly unpriced: number;
    };

/** Compares the confirmed lines of a bucket with Meta's daily `pricing_analytics`; the lines stay as they are. */
export function reconcileBucket({
  lines,
  reported,
}: {
  lines: readonly Pick<ChargeEntry, "state" | "amount">[];
  reported: { readonly volume: number; readonly cost: Millionths };
}): Reconciliation {
  const confirmed = lines.filter(({ state }) => state === "confirmed");
  const amounts = confirmed.map(({ amount }) => amount).filter((amount) => amount !== null);
  const amount = reported.cost - amounts.reduce((sum, part) => sum + part, 0);
  const messages = reported.volume - confirmed.length;
  const unpriced = confirmed.length - amounts.length;
  return amount === 0 && messages === 0 && unpriced === 0
    ? { kind: "reconciled" }
    : { kind: "adjustment", amount, messages, unpriced };
}
