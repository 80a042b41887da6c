import { phoneKey } from "./address.ts";
import type {
  AddressRow,
  IdentityDecision,
  IdentityLine,
  KnownIdentities,
  MergeVerdict,
  RowChange,
} from "./identity.ts";
import { isPhone, isValidAt, leadingAt, phoneRowsEver, provenAt } from "./match-identity.ts";
import type { Instant } from "./time.ts";

/** The part of a decision that is about rows, lines and other customers. */
export type IdentityEffects = Pick<IdentityDecision, "changes" | "lines" | "merges" | "holdQueued">;

/** Nothing changes. */
export const noEffects: IdentityEffects = { changes: [], lines: [], merges: [], holdQueued: [] };

/** An identity that WhatsApp names together with a phone; identityId null: it is about to be made. */
export type PhoneTaker = {
  readonly customerId: string;
  readonly identityId: string | null;
  /** Our portfolio: another customer with a BSUID of it is surely another person. */
  readonly scope: string;
  /** A customer who becomes one with the taker by another rule (N8). */
  readonly mergedCustomerId?: string | null;
};

/**
 * WhatsApp named an account and a phone together: the phone is the account's from then on (N2), taken from whoever had
 * it (N5), unless something newer says otherwise.
 */
export function takePhone(
  taker: PhoneTaker,
  { waId, at }: { waId: string | null; at: Instant },
  known: KnownIdentities,
): IdentityEffects {
  if (waId === null) {
    return noEffects;
  }
  const ever = phoneRowsEver(known, waId);
  const own = ever.filter(
    (row) => row.identityId === taker.identityId && (row.validTo === null || isValidAt(row, at)),
  );
  const others = leadingAt(ever, at).filter((row) => row.identityId !== taker.identityId);
  const replaced = own.length > 0 ? [] : otherPhones(taker, waId, known);
  const until = ownedUntil(taker, { ever, own, others, replaced, at }, known);
  if (others.some((row) => provenAt(row, known) > at) || (until !== null && until <= at)) {
    return noEffects;
  }
  const ended = replaced.filter((row) => provenAt(row, known) <= at);
  const hands = changeHands(taker, others, { waId, at }, known);
  return {
    changes: [
      ...[...ended, ...others].map((row) => endRow(row, at)),
      ...begunRows({ own, others, until }, waId).map((row) => beginRow(row, at, row.validTo)),
    ],
    lines: [...phoneChanged(ended, waId), ...hands.lines],
    merges: hands.merges,
    holdQueued: hands.holdQueued,
  };
}

/** A late message may name a phone that the account, as we know by now, had only until something newer; else null. */
function ownedUntil(
  taker: PhoneTaker,
  {
    ever,
    own,
    others,
    replaced,
    at,
  }: {
    ever: readonly AddressRow[];
    own: readonly AddressRow[];
    others: readonly AddressRow[];
    replaced: readonly AddressRow[];
    at: Instant;
  },
  known: KnownIdentities,
): Instant | null {
  const newer = replaced.filter((row) => provenAt(row, known) > at);
  const nextHolders = ever.filter(
    (row) =>
      row.identityId !== taker.identityId &&
      row.validTo === null &&
      row.validFrom > at &&
      !others.includes(row),
  );
  const ownEnds = own.map(({ validTo }) => validTo).filter((validTo) => validTo !== null);
  const ends = [
    ...[...newer, ...nextHolders].map(({ validFrom }) => validFrom),
    ...(ownEnds.length > 0 && ownEnds.length === own.length ? [Math.max(...ownEnds)] : []),
  ];
  return ends.length === 0 ? null : Math.min(...ends);
}

/** A row that begins at the filed identity. */
export function beginRow(
  { kind, value, scope }: Pick<AddressRow, "kind" | "value" | "scope">,
  validFrom: Instant,
  validTo: Instant | null = null,
): RowChange {
  return { kind: "add", address: { kind, value, scope }, validFrom, validTo };
}

/** A row that ends; never before it began. */
export function endRow(row: AddressRow, at: Instant): RowChange {
  return { kind: "end", rowId: row.id, validTo: Math.max(at, row.validFrom) };
}

/** Current rows of the identity with another number than this one. */
function otherPhones(taker: PhoneTaker, waId: string, known: KnownIdentities): AddressRow[] {
  return known.rows.filter(
    (row) =>
      row.identityId === taker.identityId &&
      isPhone(row) &&
      row.validTo === null &&
      phoneKey(row.value) !== phoneKey(waId),
  );
}

type BegunRow = Pick<AddressRow, "kind" | "value" | "scope" | "validTo">;

/** What begins at the taker: the rows that it takes over, each to its own end, and WhatsApp's id verbatim. */
function begunRows(
  {
    own,
    others,
    until,
  }: { own: readonly AddressRow[]; others: readonly AddressRow[]; until: Instant | null },
  waId: string,
): BegunRow[] {
  const verbatim: BegunRow = { kind: "wa_id", value: waId, scope: "", validTo: null };
  const begun: BegunRow[] = [];
  for (const row of [...others, verbatim]) {
    const isSame = ({ kind, value }: BegunRow) => kind === row.kind && value === row.value;
    if (!own.some(isSame) && !begun.some(isSame)) {
      begun.push({ ...row, validTo: earlier(row.validTo, until) });
    }
  }
  return begun;
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function phoneChanged(ended: readonly AddressRow[], waId: string): IdentityLine[] {
  const [first] = ended;
  return first === undefined
    ? []
    : [{ line: "phone-changed", customerId: null, from: first.value.replace(/^\+/, ""), to: waId }];
}

/** N5: what the former holders of the phone are to the taker: an empty card, perhaps the same person, or another one. */
function changeHands(
  taker: PhoneTaker,
  taken: readonly AddressRow[],
  { waId, at }: { waId: string; at: Instant },
  known: KnownIdentities,
): Pick<IdentityEffects, "lines" | "merges" | "holdQueued"> {
  const isTaker = (id: string) => id === taker.customerId || id === taker.mergedCustomerId;
  const formerIds = [...new Set(taken.map(({ customerId }) => customerId))].filter((id) => !isTaker(id));
  const lines: IdentityLine[] = [];
  const merges: MergeVerdict[] = [];
  const holdQueued: IdentityDecision["holdQueued"][number][] = [];
  for (const formerId of formerIds) {
    const rest = known.rows.filter((row) => row.customerId === formerId && !taken.includes(row));
    const former = known.customers.find(({ id }) => id === formerId);
    if (former?.hasMessages === false && rest.every((row) => row.validTo !== null)) {
      merges.push({ kind: "merge", into: taker.customerId, from: formerId, because: "empty-card" });
      continue;
    }
    holdQueued.push({ customerId: formerId, phoneKey: phoneKey(waId) });
    lines.push(
      { line: "phone-left", customerId: formerId, from: waId, to: null },
      { line: "phone-joined", customerId: null, from: null, to: waId },
    );
    const accounts = rest.filter((row) => row.kind === "bsuid" && row.scope === taker.scope);
    if (leadingAt(accounts, at).length === 0) {
      merges.push({ kind: "suggest", into: taker.customerId, from: formerId, because: "same-phone" });
    }
  }
  return { lines, merges, holdQueued };
}
