import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";

export type MergedColumns = {
  customerId: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  username: string | null;
  account: string | null;
  because: string;
  mergedAt: Instant | null;
};

/** Cards that a customer took in, the last one first, each with an address that its accounts still have. */
export function listMerged(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<MergedColumns[]> {
  const value = (kinds: string) => `(select case when a.kind = 'wa_id' then '+' || a.value else a.value end
    from identities i join addresses a on a.workspace_id = $1 and a.identity_id = i.id
    where i.workspace_id = $1 and i.customer_id = $2 and i.source_customer_id = c.id and a.kind in (${kinds})
    order by a.valid_to desc nulls first, a.kind, a.valid_from limit 1)`;
  return db.query<MergedColumns>({
    name: "customers_list_merged",
    text: `select c.id as "customerId", c.name, ${value("'phone', 'wa_id'")} as phone, ${value("'email'")} as email,
        ${value("'bsuid'")} as account, (select i.username from identities i
          where i.workspace_id = $1 and i.customer_id = $2 and i.source_customer_id = c.id and i.username is not null
          order by i.last_inbound_at desc nulls last limit 1) as username, coalesce(m.because, 'other') as because, m.merged_at as "mergedAt"
      from customers c left join merges m on m.workspace_id = $1 and m.customer_id = c.id
      where c.workspace_id = $1 and c.merged_into = $2
      order by m.merged_at desc nulls last, c.id`,
    values: [workspaceId, customerId],
  });
}

/** The thread of a card that another one took in; null when it was not that one. */
export async function findTakenIn(
  db: Transaction,
  workspaceId: string,
  { customerId, intoId }: { customerId: string; intoId: string },
): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "customers_find_taken_in",
    text: `select t.id from customers c join threads t on t.workspace_id = $1 and t.customer_id = c.id
      where c.workspace_id = $1 and c.id = $2 and c.merged_into = $3`,
    values: [workspaceId, customerId, intoId],
  });
  return rows[0]?.id ?? null;
}
