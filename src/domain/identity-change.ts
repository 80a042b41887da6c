import type { IdentityDecision, KnownIdentities } from "./identity.ts";
import type { Instant } from "./time.ts";

/** A `system` message of WhatsApp about who somebody is now. Absent values are null. */
export type IdentityEvent = {
  readonly kind: "number-changed" | "user-id-changed" | "security-code-changed";
  readonly oldWaId: string | null;
  readonly newWaId: string | null;
  readonly oldBsuid: string | null;
  readonly newBsuid: string | null;
  readonly scope: string;
  readonly sentAt: Instant;
};

/** What the event changes for the holder of the old ids (N8, N9); nobody holds them: stored, no customer made. */
export declare function decideIdentityChange(question: {
  event: IdentityEvent;
  known: KnownIdentities;
}): IdentityDecision | { readonly kind: "no-holder" };
