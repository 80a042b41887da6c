import type { RateCard } from "#domain/rate-cards.ts";
import type { Transaction } from "../db/connect.ts";
import type { VolumeRow, VolumeTierRow } from "./rows.ts";
import { volumeTable, volumeTierTable } from "./tables.ts";

/** Charged messages by market and category, from a month on. */
export function loadVolumes(db: Transaction, workspaceId: string, since: string): Promise<VolumeRow[]> {
  return db.query<VolumeRow>({
    name: "record_load_volumes",
    text: `select ${volumeTable.list} from volumes t where t.workspace_id = $1 and t.month >= $2`,
    values: [workspaceId, since],
  });
}

/** Volume tiers that Meta told of, from a month on. */
export function loadVolumeTiers(
  db: Transaction,
  workspaceId: string,
  since: string,
): Promise<VolumeTierRow[]> {
  return db.query<VolumeTierRow>({
    name: "record_load_volume_tiers",
    text: `select ${volumeTierTable.list} from volume_tiers t where t.workspace_id = $1 and t.month >= $2`,
    values: [workspaceId, since],
  });
}

/** Ids of the imported cards, in the order of their import. */
export async function listCardIds(db: Transaction, workspaceId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "record_list_card_ids",
    text: "select id from rate_cards where workspace_id = $1 order by imported_at, id",
    values: [workspaceId],
  });
  return rows.map(({ id }) => id);
}

/** Imported cards by id. */
export function findCards(db: Transaction, workspaceId: string, ids: readonly string[]): Promise<RateCard[]> {
  return db.query<RateCard>({
    name: "record_find_cards",
    text: `select id, currency, effective_from as "effectiveFrom", unit, source, array[]::text[] as assumed, rates,
        coalesce(tiers, '{}') as tiers
      from rate_cards where workspace_id = $1 and id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
}
