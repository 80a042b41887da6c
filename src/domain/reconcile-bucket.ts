import type { ChargeEntry } from "./ledger.ts";
import type { Millionths } from "./money.ts";

/** Our lines against Meta's own total for one (day, number, country, category, type, tier). */
export type Reconciliation =
  | { readonly kind: "reconciled" }
  | {
      readonly kind: "adjustment";
      /** Meta's cost less ours; the one line that is added for the bucket. */
      readonly amount: Millionths;
      readonly messages: number;
      /** Lines of ours without a known amount. */
      readonly unpriced: number;
    };

/** Compares the confirmed lines of a bucket with Meta's daily `pricing_analytics`. */
export declare function reconcileBucket(bucket: {
  readonly lines: readonly Pick<ChargeEntry, "state" | "amount">[];
  readonly reported: { readonly volume: number; readonly cost: Millionths };
}): Reconciliation;
