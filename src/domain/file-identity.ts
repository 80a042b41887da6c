import { type Adoption, adoptAccount } from "./adopt-account.ts";
import type {
  AddressRow,
  IdentityDecision,
  KnownIdentities,
  MergeVerdict,
  RowChange,
  Sender,
} from "./identity.ts";
import { type IdentityMatch, phoneRows, phoneRowsEver, rowsNamed } from "./match-identity.ts";
import { beginRow, type IdentityEffects, takePhone } from "./take-phone.ts";

/** Files a sender with whom it was recognised as (N2–N6). */
export function fileWithMatch(
  { by, row }: IdentityMatch,
  sender: Sender,
  known: KnownIdentities,
): IdentityDecision {
  const customer = { kind: "existing", customerId: row.customerId } as const;
  const same = { kind: "existing", identityId: row.identityId } as const;
  switch (by) {
    case "bsuid":
      return { customer, identity: same, confirmFirstAnswer: false, ...takenPhone(row, same, sender, known) };
    case "former-bsuid": {
      const taken = takenPhone(row, same, sender, known);
      const changes = [beginRow(row, sender.sentAt), ...taken.changes];
      return { ...taken, customer, identity: same, changes, confirmFirstAnswer: false };
    }
    case "phone": {
      const { holdsPhone, ...adoption } = adopt(row, sender, known);
      const begun = holdsPhone ? verbatimRow(row, sender, known) : [];
      const changes = [...adoption.changes, ...begun];
      const merges = changes.length > 0 ? twins(row, sender, known) : [];
      return { ...adoption, customer, changes, merges, holdQueued: [] };
    }
    case "parent": {
      const { holdsPhone: _, ...adoption } = adopt(row, sender, known);
      const taken = takenPhone(row, adoption.identity, sender, known);
      return {
        ...adoption,
        customer,
        changes: [...adoption.changes, ...taken.changes],
        lines: [...adoption.lines, ...taken.lines],
        merges: taken.merges,
        holdQueued: taken.holdQueued,
      };
    }
    default:
      return by satisfies never;
  }
}

/** Nobody fits: a new customer. A phone that somebody had before may have a new owner, so it only suggests (N7). */
export function fileAsNew(sender: Sender, known: KnownIdentities): IdentityDecision {
  const { waId, bsuid, scope, sentAt } = sender;
  const former = waId === null ? [] : phoneRowsEver(known, waId);
  return {
    customer: { kind: "new" },
    identity: { kind: "new" },
    changes: [
      ...(bsuid === null ? [] : [beginRow({ kind: "bsuid", value: bsuid, scope }, sentAt)]),
      ...(waId === null ? [] : [beginRow({ kind: "wa_id", value: waId, scope: "" }, sentAt)]),
    ],
    lines: [],
    merges: customersOf(former).map((from) => ({
      kind: "suggest",
      into: null,
      from,
      because: "former-phone",
    })),
    holdQueued: [],
    confirmFirstAnswer: false,
  };
}

function adopt(row: AddressRow, sender: Sender, known: KnownIdentities): Adoption {
  const { bsuid } = sender;
  if (bsuid !== null) {
    return adoptAccount({ ...sender, bsuid }, row, known);
  }
  const identity = { kind: "existing", identityId: row.identityId } as const;
  return { identity, changes: [], lines: [], confirmFirstAnswer: false, holdsPhone: true };
}

function takenPhone(
  { customerId }: AddressRow,
  identity: IdentityDecision["identity"],
  { waId, scope, sentAt }: Sender,
  known: KnownIdentities,
): IdentityEffects {
  const identityId = identity.kind === "existing" ? identity.identityId : null;
  return takePhone({ customerId, identityId, scope }, { waId, at: sentAt }, known);
}

/** WhatsApp's own spelling of a phone that was recognised by a variant or as typed: answers go to it (D13). */
function verbatimRow(row: AddressRow, { waId, sentAt }: Sender, known: KnownIdentities): RowChange[] {
  if (waId === null || row.validTo !== null) {
    return [];
  }
  const verbatim = { kind: "wa_id", value: waId, scope: "" } as const;
  const isKnown = rowsNamed(known, verbatim).some(({ validTo }) => validTo === null);
  return isKnown ? [] : [beginRow(verbatim, sentAt)];
}

/** Other customers whom the phone fits too (N6), suggested once: when the message brings something new. */
function twins(row: AddressRow, { waId, sentAt }: Sender, known: KnownIdentities): MergeVerdict[] {
  const fitting = waId === null ? [] : customersOf(phoneRows(known, waId, sentAt));
  return fitting
    .filter((id) => id !== row.customerId)
    .map((from) => ({ kind: "suggest", into: row.customerId, from, because: "same-phone-key" }));
}

function customersOf(rows: readonly AddressRow[]): string[] {
  return [...new Set(rows.map(({ customerId }) => customerId))];
}
