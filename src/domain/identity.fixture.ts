import type { AddressKind } from "./address.ts";
import {
  type AddressRow,
  type CustomerFacts,
  decideIdentity,
  type IdentityDecision,
  type IdentityFacts,
  type KnownIdentities,
  type RowChange,
  type Sender,
} from "./identity.ts";

// Small stores for the tests of identity. Times are whole numbers: 100 = known from the start, 500 = the message.

/** Our portfolio. */
export const scope = "portfolio-1";
export const [phone1, phone2] = ["34600900001", "34600900002"] as const;
export const [account1, account2] = ["ES.1001", "ES.1002"] as const;

/** A current address of customer c1, whose identity is i-c1, known from the start. */
export function row(kind: AddressKind, value: string, changes: Partial<AddressRow> = {}): AddressRow {
  const { customerId = "c1", identityId = `i-${customerId}`, validFrom = 100, validTo = null } = changes;
  const id = changes.id ?? `${customerId}:${kind}:${value}`;
  return { id, customerId, identityId, kind, value, scope: scopeOf(kind), validFrom, validTo };
}

/** What is stored: the rows, and their customers and identities, who never wrote unless said. */
export function known(
  rows: AddressRow[],
  customers: Record<string, Partial<CustomerFacts>> = {},
  identities: Record<string, Partial<IdentityFacts>> = {},
): KnownIdentities {
  const customerIds = [...new Set(rows.map(({ customerId }) => customerId))];
  const owners = new Map(rows.map(({ identityId, customerId }) => [identityId, customerId]));
  const silent = { createdAt: 100, lastWroteAt: null, hasMessages: true };
  const unheard = { lastInboundAt: null, lastInboundWaId: null };
  return {
    rows,
    customers: customerIds.map((id) => ({ id, ...silent, ...customers[id] })),
    identities: [...owners].map(([id, customerId]) => ({ id, customerId, ...unheard, ...identities[id] })),
  };
}

/** Files a message of 500 with what it says of its sender. */
export function decide(from: Partial<Sender>, store: KnownIdentities): IdentityDecision {
  const sender = { waId: null, bsuid: null, parentBsuid: null, scope, sentAt: 500, ...from };
  return decideIdentity({ sender, known: store });
}

/** The customer and the identity that a message is filed with, "new" for a new one. */
export function filedWith(from: Partial<Sender>, store: KnownIdentities): [string, string] {
  const { customer, identity } = decide(from, store);
  return [
    customer.kind === "new" ? "new" : customer.customerId,
    identity.kind === "new" ? "new" : identity.identityId,
  ];
}

/** The change by which a row begins at the message, at the filed identity. */
export function begins(kind: AddressKind, value: string, validTo: number | null = null): RowChange {
  return { kind: "add", address: { kind, value, scope: scopeOf(kind) }, validFrom: 500, validTo };
}

/** The change by which a row ends, at the message unless said. */
export function ends(rowId: string, validTo = 500): RowChange {
  return { kind: "end", rowId, validTo };
}

function scopeOf(kind: AddressKind): string {
  return kind === "bsuid" || kind === "parent_bsuid" ? scope : "";
}
