import type { AddressKind } from "#domain/address.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** The thread of the customer who holds one of these keys now, or null. */
export async function findHolder(
  db: Transaction,
  workspaceId: string,
  matchKeys: readonly string[],
): Promise<{ threadId: string } | null> {
  const rows = await db.query<{ threadId: string }>({
    name: "customers_find_holder",
    text: `select coalesce(t.merged_into, t.id) as "threadId"
      from addresses a
      join threads t on t.workspace_id = a.workspace_id and t.customer_id = a.customer_id
      where a.workspace_id = $1 and a.match_key = any($2::text[]) and a.valid_to is null
      order by a.valid_from limit 1`,
    values: [workspaceId, matchKeys],
  });
  return rows[0] ?? null;
}

/** The customer's thread; null when there is no such customer, or another card took it in. */
export async function findThreadOfCustomer(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "customers_find_thread",
    text: `select t.id from threads t
      join customers c on c.workspace_id = t.workspace_id and c.id = t.customer_id
      where t.workspace_id = $1 and t.customer_id = $2 and c.merged_into is null`,
    values: [workspaceId, customerId],
  });
  return rows[0]?.id ?? null;
}

/** Country of numbers that are typed without one. */
export async function findHomeCountry(db: Transaction, workspaceId: string): Promise<string | null> {
  const rows = await db.query<{ country: string }>({
    name: "customers_find_home_country",
    text: "select country from workspaces where workspace_id = $1",
    values: [workspaceId],
  });
  return rows[0]?.country ?? null;
}

export type NewCustomerRow = {
  workspaceId: string;
  customerId: string;
  threadId: string;
  name: string;
  language: string | null;
  at: Instant;
};

/** Adds a customer with the one thread that every customer has. */
export async function insertCustomer(db: Transaction, row: NewCustomerRow): Promise<void> {
  const { workspaceId, customerId, threadId, name, language, at } = row;
  await db.execute({
    name: "customers_insert",
    text: `with made as (
        insert into customers (workspace_id, id, name, name_source, language, created_at)
        values ($1, $2, $3, 'agent', $4, $5))
      insert into threads (workspace_id, id, customer_id, last_activity_at, created_at)
      values ($1, $6, $2, $5, $5)`,
    values: [workspaceId, customerId, name, language, toTimestamp(at), threadId],
  });
}

export type NewAddressRow = {
  workspaceId: string;
  customerId: string;
  identityId: string;
  addressId: string;
  identityKind: string;
  kind: AddressKind;
  value: string;
  matchKey: string;
  at: Instant;
};

/** Adds an address with an identity of its own: whether two are one person, a message shows later. */
export async function insertAddress(db: Transaction, row: NewAddressRow): Promise<void> {
  const { workspaceId, customerId, identityId, addressId, identityKind, kind, value, matchKey, at } = row;
  await db.execute({
    name: "customers_insert_address",
    text: `with made as (
        insert into identities (workspace_id, id, customer_id, kind, created_at) values ($1, $2, $3, $4, $9))
      insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
      values ($1, $5, $3, $2, $6, $7, $8, 'agent', $9)`,
    values: [
      workspaceId,
      identityId,
      customerId,
      identityKind,
      addressId,
      kind,
      value,
      matchKey,
      toTimestamp(at),
    ],
  });
}
