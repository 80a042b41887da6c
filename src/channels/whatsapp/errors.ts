import type { FailureReason } from "#domain/delivery-status.ts";
import { minuteMs, secondMs } from "#domain/time.ts";
import { errorTable } from "./error-table.ts";

/** What one code of Meta's means for us: our reason, whether the same call may be made again, and when at the earliest. */
export type ErrorRule = { reason: FailureReason; retryable: boolean; retryAfterMs: number | null };

/**
 * Codes that say "surely not sent, try again" (§5.2), with the shortest pause that Meta names; null: backoff alone. What a
 * code means for the whole channel follows from its reason: `token`, `permission` and the state of the number hold the
 * channel, `throughput` slows the number, `pair-limit` the one customer.
 */
const again: ReadonlyMap<number, number | null> = new Map([
  [1, null],
  [2, null],
  [4, minuteMs],
  [80007, minuteMs],
  [130429, null],
  [131000, null],
  [131016, null],
  [131056, null],
  [131057, 90 * secondMs],
  [133004, null],
  [134101, null],
]);

/** The rule of a code as Meta writes it (number or digits); unknown codes are never tried again by themselves. */
export function findRule(code: string | null): ErrorRule {
  const number = code !== null && /^\d+$/.test(code) ? Number(code) : Number.NaN;
  const retryAfterMs = again.get(number);
  return {
    reason: errorTable.find(({ from, to }) => from <= number && number <= to)?.reason ?? "unknown",
    retryable: retryAfterMs !== undefined,
    retryAfterMs: retryAfterMs ?? null,
  };
}
