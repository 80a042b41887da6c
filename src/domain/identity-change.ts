import { presentOrNull } from "./address.ts";
import type { AddressRow, IdentityDecision, IdentityLine, KnownIdentities } from "./identity.ts";
import { choosePhone, isPhone, leadingAt, phoneRows, rowsNamed } from "./match-identity.ts";
import { beginRow, endRow, takePhone } from "./take-phone.ts";
import type { Instant } from "./time.ts";

/** A `system` message of WhatsApp about who somebody is now; "" counts as absent. */
export type IdentityEvent = {
  readonly kind: "number-changed" | "user-id-changed" | "security-code-changed";
  readonly oldWaId: string | null;
  readonly newWaId: string | null;
  readonly oldBsuid: string | null;
  readonly newBsuid: string | null;
  readonly scope: string;
  readonly sentAt: Instant;
};

/** What the event changes for the holder of the old ids (N8, N9); null when nobody holds them: stored, no customer made. */
export function decideIdentityChange({
  event: said,
  known,
}: {
  event: IdentityEvent;
  known: KnownIdentities;
}): IdentityDecision | null {
  const event = {
    ...said,
    oldWaId: presentOrNull(said.oldWaId),
    newWaId: presentOrNull(said.newWaId),
    oldBsuid: presentOrNull(said.oldBsuid),
    newBsuid: presentOrNull(said.newBsuid),
  };
  const holder = holderOf(event, known);
  if (holder === null) {
    return null;
  }
  return event.kind === "security-code-changed"
    ? unchanged(holder, { line: event.kind, customerId: null, from: null, to: null })
    : moved(holder, event, known);
}

/** The holder of the old BSUID, else of the old phone. */
function holderOf(
  { oldBsuid, oldWaId, scope, sentAt }: IdentityEvent,
  known: KnownIdentities,
): AddressRow | null {
  const accounts = oldBsuid === null ? [] : rowsNamed(known, { kind: "bsuid", value: oldBsuid, scope });
  const account = leadingAt(accounts, sentAt)[0];
  if (account !== undefined) {
    return account;
  }
  return oldWaId === null ? null : choosePhone(phoneRows(known, oldWaId, sentAt), oldWaId, known);
}

/** The old rows end, and new ones begin at a new identity: its window is closed until it writes (W12). */
function moved(holder: AddressRow, event: IdentityEvent, known: KnownIdentities): IdentityDecision {
  const { newBsuid, newWaId, scope, sentAt } = event;
  const accounts = newBsuid === null ? [] : rowsNamed(known, { kind: "bsuid", value: newBsuid, scope });
  const account = leadingAt(accounts, sentAt)[0];
  if (account?.identityId === holder.identityId) {
    return sameAccount(holder, event, known);
  }
  const ended = known.rows.filter(
    (row) =>
      row.identityId === holder.identityId &&
      (isPhone(row) || (row.kind === "bsuid" && row.scope === scope)) &&
      row.validTo === null &&
      row.validFrom <= sentAt,
  );
  // Meta named both: whoever wrote with the new BSUID before this event came is the same person.
  const twinId =
    account === undefined || account.customerId === holder.customerId ? null : account.customerId;
  const remaining = { ...known, rows: known.rows.filter((row) => !ended.includes(row)) };
  const taken = takePhone(
    {
      customerId: holder.customerId,
      identityId: account?.identityId ?? null,
      scope,
      mergedCustomerId: twinId,
    },
    { waId: newWaId, at: sentAt },
    remaining,
  );
  return {
    customer: { kind: "existing", customerId: holder.customerId },
    identity: account === undefined ? { kind: "new" } : { kind: "existing", identityId: account.identityId },
    changes: [
      ...ended.map((row) => endRow(row, sentAt)),
      ...(newBsuid === null || account !== undefined
        ? []
        : [beginRow({ kind: "bsuid", value: newBsuid, scope }, sentAt)]),
      ...taken.changes,
    ],
    lines: [changeLine(event), ...taken.lines],
    merges: [
      ...(twinId === null
        ? []
        : [{ kind: "merge", into: holder.customerId, from: twinId, because: "same-bsuid" } as const]),
      ...taken.merges,
    ],
    holdQueued: taken.holdQueued,
    confirmFirstAnswer: false,
  };
}

/** The BSUID survived: the same identity has another number. */
function sameAccount(holder: AddressRow, event: IdentityEvent, known: KnownIdentities): IdentityDecision {
  const { customerId, identityId } = holder;
  const { newWaId: waId, scope, sentAt: at } = event;
  const taken = takePhone({ customerId, identityId, scope }, { waId, at }, known);
  const lines = taken.lines.filter(({ line }) => line !== "phone-changed");
  return { ...unchanged(holder, changeLine(event)), ...taken, lines: [changeLine(event), ...lines] };
}

function unchanged(holder: AddressRow, line: IdentityLine): IdentityDecision {
  return {
    customer: { kind: "existing", customerId: holder.customerId },
    identity: { kind: "existing", identityId: holder.identityId },
    changes: [],
    lines: [line],
    merges: [],
    holdQueued: [],
    confirmFirstAnswer: false,
  };
}

function changeLine(event: IdentityEvent): IdentityLine {
  const { kind, oldWaId, oldBsuid, newWaId, newBsuid } = event;
  return { line: kind, customerId: null, from: oldWaId ?? oldBsuid, to: newWaId ?? newBsuid };
}
