import type { Instant } from "./time.ts";

/** A free entry point: a customer came from an ad and we answered. All that is sent to her inside it costs nothing. */
export type FreeEntry = { readonly startsAt: Instant; readonly endsAt: Instant };

/** The free entries of one (channel, identity) (M10), oldest first. */
export declare function freeEntriesOf(facts: {
  /** sentAt of the customer's messages with a `referral`. */
  readonly referralsAt: readonly Instant[];
  readonly outbound: readonly {
    readonly attemptAt: Instant;
    readonly reachedAt: Instant | null;
    /** `conversation.expiration_timestamp` of its statuses, when Meta named a free entry. */
    readonly expiresAt: Instant | null;
  }[];
  readonly lengthMs?: number;
}): FreeEntry[];

/** Whether a free entry runs at the instant; its end is exclusive. */
export declare function isFreeEntryOpen(entries: readonly FreeEntry[], at: Instant): boolean;
