import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { CustomerColumns } from "./customer-detail.queries.ts";

/** What people edit of a customer. */
export type CustomerEdit = Pick<CustomerColumns, "name" | "language" | "notes" | "blockedAt">;

/** Writes an edit; a name that a person gave is not taken back by what WhatsApp shows. */
export async function writeCustomer(
  db: Transaction,
  { workspaceId, id, edit }: { workspaceId: string; id: string; edit: CustomerEdit },
): Promise<void> {
  const { name, language, notes, blockedAt } = edit;
  await db.execute({
    name: "customers_write",
    text: `update customers set name_source = case when name is distinct from $3 then 'agent' else name_source end,
        name = $3, language = $4, notes = $5, blocked_at = $6, version = version + 1
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, name, language, notes, blockedAt === null ? null : toTimestamp(blockedAt)],
  });
}

/** A person says what the customer said about marketing; a wish of WhatsApp's that is told later counts from then on. */
export async function writeWish(
  db: Transaction,
  { workspaceId, id, isStop, at }: { workspaceId: string; id: string; isStop: boolean; at: Instant },
): Promise<void> {
  await db.execute({
    name: "customers_write_wish",
    text: `update customers set marketing_told_at = $3, marketing_stopped_at = case when $4 then $3::timestamptz end
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, toTimestamp(at), isStop],
  });
}

type Ending = { workspaceId: string; identityId: string; matchKey: string; at: Instant };

/** Ends an address in all the forms that it has at one person: the phone and WhatsApp's own word for it. */
export async function endAddressRows(db: Transaction, ending: Ending): Promise<void> {
  const { workspaceId, identityId, matchKey, at } = ending;
  await db.execute({
    name: "customers_end_address",
    text: `update addresses set valid_to = greatest(valid_from, $4)
      where workspace_id = $1 and identity_id = $2 and match_key = $3 and valid_to is null`,
    values: [workspaceId, identityId, matchKey, toTimestamp(at)],
  });
}

/** Answers no longer go to somebody whom no address leads to. */
export async function forgetUnreachable(
  db: Transaction,
  { workspaceId, identityId }: { workspaceId: string; identityId: string },
): Promise<void> {
  await db.execute({
    name: "customers_forget_unreachable",
    text: `update threads set reply_channel_id = null, reply_identity_id = null
      where workspace_id = $1 and reply_identity_id = $2 and not exists (select 1 from addresses a
        where a.workspace_id = $1 and a.identity_id = $2 and a.valid_to is null)`,
    values: [workspaceId, identityId],
  });
}

/** Whether a provider ever told something about this person: a message came, or a send was answered. */
export async function isKnownToProvider(
  db: Transaction,
  workspaceId: string,
  identityId: string,
): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    name: "customers_is_known_to_provider",
    text: `select exists (select 1 from identities where workspace_id = $1 and id = $2
        and (last_inbound_at is not null or last_answer_wa_id is not null)) as found`,
    values: [workspaceId, identityId],
  });
  return rows[0]?.found ?? false;
}

/** Adds an address to a person who is there already. */
export async function insertAddressOf(
  db: Transaction,
  row: {
    workspaceId: string;
    id: string;
    customerId: string;
    identityId: string;
    kind: "phone" | "email";
    value: string;
    matchKey: string;
    at: Instant;
  },
): Promise<void> {
  const { workspaceId, id, customerId, identityId, kind, value, matchKey, at } = row;
  await db.execute({
    name: "customers_insert_address_of",
    text: `insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
      values ($1, $2, $3, $4, $5, $6, $7, 'agent', $8)`,
    values: [workspaceId, id, customerId, identityId, kind, value, matchKey, toTimestamp(at)],
  });
}
