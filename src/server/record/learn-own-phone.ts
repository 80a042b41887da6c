import { takePhone } from "#domain/take-phone.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity, type Filed } from "./apply-identity.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { knownOf } from "./known-identities.ts";
import { addressKey, customersNamed } from "./people.ts";

/**
 * The customer answered our request for their number (§4.9): WhatsApp names account and phone together, which proves who
 * holds the phone as a message with both would (N2, N5). Whose message it is was decided before, without it.
 */
export function learnOwnPhone(
  draft: Draft,
  env: RecordEnv,
  { filed, scope, waId, at }: { filed: Filed; scope: string; waId: string; at: Instant },
): void {
  const { customerId, identityId } = filed;
  const known = knownOf(draft, customersNamed(draft, [addressKey("wa_id", waId)]).add(customerId));
  const effects = takePhone({ customerId, identityId, scope }, { waId, at }, known);
  const decision = {
    ...effects,
    customer: { kind: "existing", customerId },
    identity: { kind: "existing", identityId },
    confirmFirstAnswer: false,
  } as const;
  applyIdentity(draft, env, decision, { filed, occasion: { scope, at } });
}
