import { type Instant, secondMs } from "#domain/time.ts";
import type { Attempt } from "./attempt.ts";

/** Meta answers within a second; after this long the outcome is unknown. */
export const callMs = 30 * secondMs;

/**
 * The last look before the call. `window`: it has closed meanwhile (P5, W10). `late`: the call could outlast the lease,
 * and another process may give the attempt up. `localNow` is real time of this process, as the end of the lease is.
 */
export function decideCall(
  { closesAt, leaseEndsAt }: Pick<Attempt, "closesAt" | "leaseEndsAt">,
  { now, localNow }: { now: Instant; localNow: number },
): "call" | "window" | "late" {
  if (now >= closesAt) {
    return "window";
  }
  return localNow + callMs > leaseEndsAt ? "late" : "call";
}
