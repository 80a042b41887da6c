import type { IdentityDecision, KnownIdentities } from "./identity.ts";
import type { Instant } from "./time.ts";

/** A pair of ids in a send answer or a status, and the message's customer and identity. */
export type IdentityPair = {
  readonly customerId: string;
  readonly identityId: string;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly scope: string;
  readonly at: Instant;
};

/** Adds what nobody holds to the message's customer, else suggests; never moves a row (N10). */
export declare function decidePair(question: {
  pair: IdentityPair;
  known: KnownIdentities;
}): IdentityDecision;
