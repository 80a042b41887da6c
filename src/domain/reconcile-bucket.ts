import type { Millionths } from "./money.ts";

/** Our lines against Meta's own total for one bucket: a day, number, market, category and type (decision 0015). */
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

/** Compares the confirmed lines of a bucket, summed, with Meta's daily `pricing_analytics`; the lines stay as they are. */
export function reconcileBucket({
  ours,
  reported,
}: {
  ours: { readonly messages: number; readonly unpriced: number; readonly amount: Millionths };
  reported: { readonly volume: number; readonly cost: Millionths };
}): Reconciliation {
  const amount = reported.cost - ours.amount;
  const messages = reported.volume - ours.messages;
  const { unpriced } = ours;
  return amount === 0 && messages === 0 && unpriced === 0
    ? { kind: "reconciled" }
    : { kind: "adjustment", amount, messages, unpriced };
}
