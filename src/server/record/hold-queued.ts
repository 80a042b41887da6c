import { phoneKey } from "#domain/address.ts";
import { type Destination, destinationFor } from "#domain/destination.ts";
import type { IdentityDecision } from "#domain/identity.ts";
import type { Instant } from "#domain/time.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { addressesOfIdentity, identitiesOf, rowsOf } from "./people.ts";
import type { IdentityRow } from "./rows.ts";
import { withdraw } from "./withdraw.ts";

/** Where messages to the identities that a decision touches would go now; asked before and after it is applied. */
export function destinationsBefore(
  draft: Draft,
  decision: IdentityDecision,
  scope: string,
): Map<string, Destination> {
  const ended = decision.changes.flatMap((change) =>
    change.kind === "end" ? rowsOf(draft.addresses.rows, [change.rowId]) : [],
  );
  const formers = decision.holdQueued.flatMap(({ customerId }) => identitiesOf(draft, customerId));
  const ids = new Set([...ended.map(({ identityId }) => identityId), ...formers.map(({ id }) => id)]);
  return new Map(
    rowsOf(draft.identities.rows, ids).map((identity) => [
      identity.id,
      destinationOf(draft, identity, scope),
    ]),
  );
}

/**
 * What is queued to a phone that now belongs to somebody else (N5), or to an identity that nothing leads to any more (N4,
 * N8), waits for a person: it ends as failed(identity-changed), to be sent again by hand.
 */
export function holdQueued(
  draft: Draft,
  env: RecordEnv,
  moved: {
    decision: IdentityDecision;
    before: ReadonlyMap<string, Destination>;
    scope: string;
    at: Instant;
  },
): void {
  const lostPhones = new Set(moved.decision.holdQueued.map((hold) => hold.phoneKey));
  const heldIds = new Set<string>();
  for (const [identityId, before] of moved.before) {
    const identity = draft.identities.rows.get(identityId);
    const wentToLostPhone = before.kind === "to" && lostPhones.has(phoneKey(before.value));
    const isLost =
      before.kind !== "none" &&
      identity !== undefined &&
      destinationOf(draft, identity, moved.scope).kind === "none";
    if (wentToLostPhone || isLost) {
      heldIds.add(identityId);
    }
  }
  if (heldIds.size === 0) {
    return;
  }
  for (const message of rowsOf(draft.messages.rows, [...draft.waiting, ...draft.queued.keys()])) {
    if (message.identityId !== null && heldIds.has(message.identityId)) {
      withdraw(draft, env, { message, reason: "identity-changed", at: moved.at });
    }
  }
}

function destinationOf(draft: Draft, identity: IdentityRow, scope: string): Destination {
  const { lastInboundAt, lastInboundWaId, lastInboundBsuid, lastAnswerWaId } = identity;
  return destinationFor({
    rows: addressesOfIdentity(draft, identity),
    lastInbound: lastInboundAt === null ? null : { waId: lastInboundWaId, bsuid: lastInboundBsuid },
    lastAnswerWaId,
    scope,
    needsPhone: false,
  });
}
