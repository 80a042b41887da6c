import type { AddressRow, IdentityDecision, KnownIdentities, Sender } from "./identity.ts";
import { leadingAt, phoneRows, rowsNamed } from "./match-identity.ts";
import { beginRow, endRow } from "./take-phone.ts";
import type { Instant } from "./time.ts";

/** What a new BSUID makes of the identity that was recognised otherwise. */
export type Adoption = Pick<IdentityDecision, "identity" | "changes" | "lines" | "confirmFirstAnswer"> & {
  /** The filed identity holds the phone, from now on or still. */
  readonly holdsPhone: boolean;
};

/** A known phone (or parent) brings a BSUID that nobody has: it joins the identity (N3) or is a new account (N4). */
export function adoptAccount(
  sender: Sender & { readonly bsuid: string },
  row: AddressRow,
  known: KnownIdentities,
): Adoption {
  const { bsuid, scope, sentAt } = sender;
  const accounts = known.rows.filter(
    (other) => other.identityId === row.identityId && other.kind === "bsuid" && other.scope === scope,
  );
  const account = leadingAt(accounts, sentAt)[0];
  const begun = { kind: "bsuid", value: bsuid, scope } as const;
  if (account === undefined) {
    return {
      identity: { kind: "existing", identityId: row.identityId },
      changes: [beginRow(begun, sentAt)],
      lines: [],
      confirmFirstAnswer: false,
      holdsPhone: true,
    };
  }
  const identity = formerIdentity(sender, row, known);
  if (account.validFrom > sentAt || wroteSince(account, sentAt, known)) {
    // The message is older than the account that uses the number now: only its own BSUID is noted.
    const validTo = account.validFrom > sentAt ? account.validFrom : null;
    return {
      identity,
      changes: [beginRow(begun, sentAt, validTo)],
      lines: [accountLine(bsuid, account.value)],
      confirmFirstAnswer: false,
      holdsPhone: false,
    };
  }
  const moved = movedRows(sender, row, known);
  return {
    identity,
    changes: [
      endRow(account, sentAt),
      ...moved.map((phone) => endRow(phone, sentAt)),
      beginRow(begun, sentAt),
      ...moved.map((phone) => beginRow(phone, sentAt)),
    ],
    lines: [accountLine(account.value, bsuid)],
    confirmFirstAnswer: true,
    holdsPhone: true,
  };
}

/** An account that this customer had before gets its old identity again, else a new one. */
function formerIdentity(
  { bsuid, scope }: { readonly bsuid: string; readonly scope: string },
  { customerId }: AddressRow,
  known: KnownIdentities,
): IdentityDecision["identity"] {
  const former = rowsNamed(known, { kind: "bsuid", value: bsuid, scope }).find(
    (row) => row.customerId === customerId,
  );
  return former === undefined ? { kind: "new" } : { kind: "existing", identityId: former.identityId };
}

/** The number, and the parent id when it is the same, go along to the new account. */
function movedRows(sender: Sender, { identityId }: AddressRow, known: KnownIdentities): AddressRow[] {
  const { waId, parentBsuid: value, scope, sentAt } = sender;
  const phones = waId === null ? [] : phoneRows(known, waId, sentAt);
  const parents = value === null ? [] : rowsNamed(known, { kind: "parent_bsuid", value, scope });
  return [...phones, ...leadingAt(parents, sentAt)].filter((row) => row.identityId === identityId);
}

function wroteSince(account: AddressRow, at: Instant, known: KnownIdentities): boolean {
  const identity = known.identities.find(({ id }) => id === account.identityId);
  return (identity?.lastInboundAt ?? at) > at;
}

function accountLine(from: string, to: string) {
  return { line: "account-changed", customerId: null, from, to } as const;
}
