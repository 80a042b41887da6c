import type { CardDraft } from "#domain/read-rate-csv.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** When a card was imported and by whom. */
export type ImportColumns = { id: string; importedAt: Instant; importedBy: string | null };

/** Imports in their order. */
export function listImports(db: Transaction, workspaceId: string): Promise<ImportColumns[]> {
  return db.query<ImportColumns>({
    name: "rate_cards_list_imports",
    text: `select r.id, r.imported_at as "importedAt", coalesce(u.name, k.name) as "importedBy"
      from rate_cards r left join auth.users u on u.id = r.imported_by
      left join api_keys k on k.workspace_id = r.workspace_id and k.id = r.imported_by
      where r.workspace_id = $1 order by r.imported_at, r.id`,
    values: [workspaceId],
  });
}

/** Adds a card. There is no statement that changes one. */
export async function insertCard(
  db: Transaction,
  card: CardDraft & { workspaceId: string; id: string; importedAt: Instant; importedBy: string | null },
): Promise<void> {
  const { workspaceId, id, currency, effectiveFrom, unit, source, rates, tiers = null } = card;
  await db.execute({
    text: `insert into rate_cards (workspace_id, id, currency, effective_from, unit, source, rates, tiers, imported_at,
        imported_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      workspaceId,
      id,
      currency,
      effectiveFrom,
      unit,
      source,
      JSON.stringify(rates),
      tiers === null ? null : JSON.stringify(tiers),
      toTimestamp(card.importedAt),
      card.importedBy,
    ],
  });
}

/** Messages whose ledger ends with a line of no known amount, of a currency and from a day on; the oldest first. */
export async function listUnpriced(
  db: Transaction,
  where: {
    workspaceId: string;
    currency: string;
    from: string;
    after: { day: string; id: string } | null;
    most: number;
  },
): Promise<{ id: string; day: string }[]> {
  const { workspaceId, currency, from, after, most } = where;
  return db.query<{ id: string; day: string }>({
    name: "rate_cards_list_unpriced",
    text: `select c.message_id as id, c.day from charges c
      where c.workspace_id = $1 and c.amount is null and c.currency = $2 and c.day >= $3
        and ($4::date is null or (c.day, c.message_id) > ($4::date, $5::uuid))
        and not exists (select 1 from charges l
          where l.workspace_id = $1 and l.message_id = c.message_id and l.entry > c.entry)
      order by c.day, c.message_id limit $6`,
    values: [workspaceId, currency, from, after?.day ?? null, after?.id ?? null, most],
  });
}
