import type { SendOutcome } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import type { Attempt } from "./attempt.ts";

/**
 * How an attempt ended for this process. `called`: the provider was called, once. The others say that no call was made:
 * the window closed while the message waited for its slot, the number is told to wait, or this process came too late.
 */
export type Receipt = { attempt: Attempt; at: Instant } & (
  | { kind: "called"; outcome: SendOutcome }
  | { kind: "not-called"; because: "window" | "throughput" | "late" }
);
