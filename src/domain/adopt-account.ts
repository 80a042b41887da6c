import type { AddressRow, IdentityDecision, KnownIdentities, Sender } from "./identity.ts";
import { isValidAt, latestOf, leadingAt, phoneRows, rowsNamed } from "./match-identity.ts";
import { beginRow, endRow } from "./take-phone.ts";
import type { Instant } from "./time.ts";

/** What a new BSUID makes of the identity that was recognised otherwise. */
export type Adoption = Pick<IdentityDecision, "identity" | "changes" | "lines" | "confirmFirstAnswer"> & {
  /** The filed identity holds the phone, from now on or still. */
  readonly holdsPhone: boolean;
};

/**
 * A known phone (or parent) brings a BSUID that nobody has: it joins the identity (N3), or is a new account when the
 * identity has or had another (N4). So an identity never has two BSUIDs of one portfolio.
 */
export function adoptAccount(
  sender: Sender & { readonly bsuid: string },
  row: AddressRow,
  known: KnownIdentities,
): Adoption {
  const { bsuid, scope, sentAt } = sender;
  const begun = { kind: "bsuid", value: bsuid, scope } as const;
  const accounts = known.rows.filter(
    (other) => other.identityId === row.identityId && other.kind === "bsuid" && other.scope === scope,
  );
  const account = leadingAt(accounts, sentAt)[0] ?? latestOf(accounts);
  if (account === null) {
    return {
      identity: { kind: "existing", identityId: row.identityId },
      changes: [beginRow(begun, sentAt)],
      lines: [],
      confirmFirstAnswer: false,
      holdsPhone: true,
    };
  }
  if (account.validFrom > sentAt || wroteSince(account, sentAt, known)) {
    // The message is older than the account that uses the number now: only its own BSUID is noted.
    const validTo = account.validFrom > sentAt ? account.validFrom : null;
    return {
      identity: { kind: "new" },
      changes: [beginRow(begun, sentAt, validTo)],
      lines: [accountLine(bsuid, account.value)],
      confirmFirstAnswer: false,
      holdsPhone: false,
    };
  }
  const moved = movedRows(sender, row, known);
  return {
    identity: { kind: "new" },
    changes: [
      ...(isValidAt(account, sentAt) ? [endRow(account, sentAt)] : []),
      ...moved.map((address) => endRow(address, sentAt)),
      beginRow(begun, sentAt),
      ...moved.map((address) => beginRow(address, sentAt, address.validTo)),
    ],
    lines: [accountLine(account.value, bsuid)],
    confirmFirstAnswer: true,
    holdsPhone: true,
  };
}

/** The number, and the parent id when it is the same, go along to the new account. */
function movedRows(sender: Sender, { customerId }: AddressRow, known: KnownIdentities): AddressRow[] {
  const { waId, parentBsuid: value, scope, sentAt } = sender;
  const phones = waId === null ? [] : phoneRows(known, waId, sentAt);
  const parents = value === null ? [] : rowsNamed(known, { kind: "parent_bsuid", value, scope });
  return [...phones, ...leadingAt(parents, sentAt)].filter((row) => row.customerId === customerId);
}

function wroteSince(account: AddressRow, at: Instant, known: KnownIdentities): boolean {
  const identity = known.identities.find(({ id }) => id === account.identityId);
  return (identity?.lastInboundAt ?? at) > at;
}

function accountLine(from: string, to: string) {
  return { line: "account-changed", customerId: null, from, to } as const;
}
