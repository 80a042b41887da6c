import type { AddressKind } from "#domain/address.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import { joinContact } from "../contact.queries.ts";

export type CustomerColumns = {
  id: string;
  threadId: string;
  version: number;
  name: string | null;
  language: string | null;
  notes: string;
  blockedAt: Instant | null;
  marketingStoppedAt: Instant | null;
};

/** A customer who was not taken in by another card; locked until the commit when somebody is going to edit. */
export async function findCustomer(
  db: Transaction,
  workspaceId: string,
  { id, isLocked }: { id: string; isLocked: boolean },
): Promise<CustomerColumns | null> {
  const rows = await db.query<CustomerColumns>({
    name: isLocked ? "customers_lock" : "customers_find",
    text: `select c.id, t.id as "threadId", c.version, c.name, c.language, c.notes, c.blocked_at as "blockedAt",
        c.marketing_stopped_at as "marketingStoppedAt"
      from customers c join threads t on t.workspace_id = c.workspace_id and t.customer_id = c.id
      where c.workspace_id = $1 and c.id = $2 and c.merged_into is null${isLocked ? " for update of c" : ""}`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

export type AccountColumns = {
  id: string;
  kind: string;
  lastInboundAt: Instant | null;
  lastInboundWaId: string | null;
  lastInboundBsuid: string | null;
  lastAnswerWaId: string | null;
  username: string | null;
};

/** The customer's identities; who wrote last comes first, then who was added last. */
export function listAccounts(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<AccountColumns[]> {
  return db.query<AccountColumns>({
    name: "customers_list_accounts",
    text: `select id, kind, last_inbound_at as "lastInboundAt", last_inbound_wa_id as "lastInboundWaId",
        last_inbound_bsuid as "lastInboundBsuid", last_answer_wa_id as "lastAnswerWaId", username
      from identities where workspace_id = $1 and customer_id = $2
      order by last_inbound_at desc nulls last, created_at desc, id desc`,
    values: [workspaceId, customerId],
  });
}

export type AddressColumns = {
  id: string;
  customerId: string;
  identityId: string;
  kind: AddressKind;
  value: string;
  matchKey: string;
  scope: string;
  source: string;
  validFrom: Instant;
  validTo: Instant | null;
};

const addressColumns = `a.id, a.customer_id as "customerId", a.identity_id as "identityId", a.kind, a.value,
  a.match_key as "matchKey", a.scope, a.source, a.valid_from as "validFrom", a.valid_to as "validTo"`;

/** Current and ended addresses of a customer, oldest first. */
export function listAllAddresses(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<AddressColumns[]> {
  return db.query<AddressColumns>({
    name: "customers_list_all_addresses",
    text: `select ${addressColumns} from addresses a
      where a.workspace_id = $1 and a.customer_id = $2 order by a.valid_from, a.id`,
    values: [workspaceId, customerId],
  });
}

/** An address that is valid now. */
export async function findCurrentAddress(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<AddressColumns | null> {
  const rows = await db.query<AddressColumns>({
    name: "customers_find_current_address",
    text: `select ${addressColumns} from addresses a
      where a.workspace_id = $1 and a.id = $2 and a.valid_to is null`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

export type DeliveryColumns = { identityId: string; status: string; reason: string | null; at: Instant };

const newestMessages = 200;

/** How the newest message of ours to each identity ended, among the newest of the thread. */
export function listLastDeliveries(
  db: Transaction,
  workspaceId: string,
  threadId: string,
): Promise<DeliveryColumns[]> {
  return db.query<DeliveryColumns>({
    name: "customers_list_last_deliveries",
    text: `select distinct on (m.identity_id) m.identity_id as "identityId", m.status,
        m.failure ->> 'reason' as reason, m.sent_at as at
      from (select identity_id, status, failure, sent_at, seq, direction from messages
        where workspace_id = $1 and thread_id = $2 order by sent_at desc, seq desc limit ${newestMessages}) m
      where m.direction = 'out' and m.identity_id is not null
      order by m.identity_id, m.sent_at desc, m.seq desc`,
    values: [workspaceId, threadId],
  });
}

export type SuggestionColumns = {
  customerId: string;
  threadId: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  username: string | null;
  account: string | null;
  because: string;
  suggestedAt: Instant;
};

/** Cards that may be the same person: neither answered nor merged meanwhile. */
export function listSuggestions(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<SuggestionColumns[]> {
  return db.query<SuggestionColumns>({
    name: "customers_list_suggestions",
    text: `select c.id as "customerId", t.id as "threadId", c.name, a.phone, a.email, a.username, a.account,
        s.because, s.suggested_at as "suggestedAt"
      from (select other_id as id, because, suggested_at from merge_suggestions
          where workspace_id = $1 and customer_id = $2 and dismissed_at is null
        union all
        select customer_id, because, suggested_at from merge_suggestions
          where workspace_id = $1 and other_id = $2 and dismissed_at is null) s
      join customers c on c.workspace_id = $1 and c.id = s.id and c.merged_into is null
      join threads t on t.workspace_id = $1 and t.customer_id = c.id
      ${joinContact("a", { workspaceId: "$1", customerId: "c.id" })}
      order by s.suggested_at desc, c.id`,
    values: [workspaceId, customerId],
  });
}

/** Answers a suggestion; false when there was none to answer. */
export async function dismissPair(
  db: Transaction,
  pair: { workspaceId: string; customerId: string; otherId: string; by: string; at: Instant },
): Promise<boolean> {
  const { workspaceId, customerId, otherId, by, at } = pair;
  const rows = await db.query<{ found: boolean }>({
    name: "customers_dismiss_pair",
    text: `update merge_suggestions set dismissed_at = $4, dismissed_by = $5
      where workspace_id = $1 and dismissed_at is null
        and customer_id = least($2::uuid, $3::uuid) and other_id = greatest($2::uuid, $3::uuid)
      returning true as found`,
    values: [workspaceId, customerId, otherId, toTimestamp(at), by],
  });
  return rows.length > 0;
}

/** Our portfolio: the scope in which an account of WhatsApp is known. The oldest number decides. */
export async function findPortfolio(db: Transaction, workspaceId: string): Promise<string> {
  const rows = await db.query<{ portfolio: string }>({
    name: "customers_find_portfolio",
    text: `select portfolio from channels where workspace_id = $1 and kind = 'whatsapp'
      order by created_at, id limit 1`,
    values: [workspaceId],
  });
  return rows[0]?.portfolio ?? "";
}
