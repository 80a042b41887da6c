import { matchKey } from "#domain/address.ts";
import { addRow, changeRow, type Draft, type Index, loadRow } from "./draft.ts";
import type { AddressRecord, IdentityRow } from "./rows.ts";

/** Key under which an address finds its customers: kinds that may meet (phone, wa_id) share it. */
export function addressKey(kind: AddressRecord["kind"], value: string): string {
  return matchKey(kind, value);
}

/** Puts a stored address into the draft. */
export function loadAddress(draft: Draft, row: AddressRecord): void {
  loadRow(draft.addresses, row.id, row);
  indexAddress(draft, row);
}

/** Adds an address that begins. */
export function addAddress(draft: Draft, row: AddressRecord): void {
  addRow(draft.addresses, row.id, row);
  indexAddress(draft, row);
}

/** Puts a stored identity into the draft. */
export function loadIdentity(draft: Draft, row: IdentityRow): void {
  loadRow(draft.identities, row.id, row);
  putInto(draft.identitiesByCustomer, row.customerId, row.id);
}

/** Adds a new identity. */
export function addIdentity(draft: Draft, row: IdentityRow): void {
  addRow(draft.identities, row.id, row);
  putInto(draft.identitiesByCustomer, row.customerId, row.id);
}

/** The addresses, current and ended, that have one of the keys. */
export function addressesNamed(draft: Draft, keys: readonly string[]): AddressRecord[] {
  return keys.flatMap((key) => rowsOf(draft.addresses.rows, draft.addressesByKey.get(key)));
}

/** The customers whom one of the keys leads to. */
export function customersNamed(draft: Draft, keys: readonly string[]): Set<string> {
  return new Set(addressesNamed(draft, keys).map((row) => row.customerId));
}

/** The addresses, current and ended, of a customer. */
export function addressesOf(draft: Draft, customerId: string): AddressRecord[] {
  return rowsOf(draft.addresses.rows, draft.addressesByCustomer.get(customerId));
}

/** The identities of a customer. */
export function identitiesOf(draft: Draft, customerId: string): IdentityRow[] {
  return rowsOf(draft.identities.rows, draft.identitiesByCustomer.get(customerId));
}

/** The addresses, current and ended, of an identity. */
export function addressesOfIdentity(draft: Draft, identity: IdentityRow): AddressRecord[] {
  return addressesOf(draft, identity.customerId).filter((row) => row.identityId === identity.id);
}

/** Gives identities and addresses of one customer to another; identities remember whose they were (N11). */
export function moveRows(draft: Draft, from: string, into: string): string[] {
  for (const row of addressesOf(draft, from)) {
    changeRow(draft.addresses, row.id, { customerId: into });
    putInto(draft.addressesByCustomer, into, row.id);
  }
  draft.addressesByCustomer.delete(from);
  const moved = identitiesOf(draft, from);
  for (const row of moved) {
    changeRow(draft.identities, row.id, { customerId: into, sourceCustomerId: row.sourceCustomerId ?? from });
    putInto(draft.identitiesByCustomer, into, row.id);
  }
  draft.identitiesByCustomer.delete(from);
  return moved.map(({ id }) => id);
}

/** Puts a key into an index. */
export function putInto(index: Index, owner: string, key: string): void {
  const keys = index.get(owner);
  if (keys === undefined) {
    index.set(owner, new Set([key]));
  } else {
    keys.add(key);
  }
}

/** The rows of some keys that are in the draft. */
export function rowsOf<Row>(rows: ReadonlyMap<string, Row>, keys: Iterable<string> | undefined): Row[] {
  const found: Row[] = [];
  for (const key of keys ?? []) {
    const row = rows.get(key);
    if (row !== undefined) {
      found.push(row);
    }
  }
  return found;
}

function indexAddress(draft: Draft, row: AddressRecord): void {
  putInto(draft.addressesByKey, row.matchKey, row.id);
  putInto(draft.addressesByCustomer, row.customerId, row.id);
}
