import { type Reconciliation, reconcileBucket } from "#domain/reconcile-bucket.ts";
import type { Transaction } from "../../db/connect.ts";
import { type BilledColumns, listBilled } from "./billed.queries.ts";
import { type CostSpan, type OwnBucketColumns, sumBuckets } from "./costs.queries.ts";

/** A bucket with what the comparison of our lines and WhatsApp's bill says of it. */
export type ComparedBucket = Pick<
  BilledColumns,
  "day" | "channelId" | "market" | "category" | "type" | "currency"
> & { result: Reconciliation };

const nothing = { messages: 0, unpriced: 0, amount: 0 };

/**
 * Compares every bucket of the days that were read with our confirmed lines of now: a message that arrives late, or is
 * priced later, moves the difference by itself. Bills of conversations (to 2025-06-30) have no such buckets.
 */
export async function compareBill(db: Transaction, span: CostSpan): Promise<ComparedBucket[]> {
  const own = new Map((await sumBuckets(db, span)).map((row) => [nameOf(row), row]));
  const compared = (await listBilled(db, span)).map((billed): ComparedBucket => {
    const ours = own.get(nameOf(billed)) ?? nothing;
    own.delete(nameOf(billed));
    return { ...placeOf(billed), result: reconcileBucket({ ours, reported: billed }) };
  });
  const unbilled = [...own.values()].map((row): ComparedBucket => {
    return { ...placeOf(row), result: reconcileBucket({ ours: row, reported: { volume: 0, cost: 0 } }) };
  });
  return [...compared, ...unbilled].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

type Place = Omit<ComparedBucket, "result">;

function placeOf({ day, channelId, market, category, type, currency }: Place): Place {
  return { day, channelId, market, category, type, currency };
}

function nameOf({ day, channelId, market, category, type, currency }: Place | OwnBucketColumns): string {
  return [day, channelId, market, category, type, currency].join("\n");
}
