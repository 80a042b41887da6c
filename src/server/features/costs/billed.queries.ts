import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { CostSpan } from "./costs.queries.ts";

/** What WhatsApp billed for one bucket. */
export type BilledColumns = {
  day: string;
  channelId: string;
  market: string;
  category: string;
  type: string;
  currency: string;
  volume: number;
  cost: number;
};

/** Billed buckets of a span. */
export function listBilled(db: Transaction, span: CostSpan): Promise<BilledColumns[]> {
  return db.query<BilledColumns>({
    name: "costs_list_billed",
    text: `select b.day, b.channel_id as "channelId", b.market, b.category, b.pricing_type as type, d.currency, b.volume,
        b.cost
      from billed_buckets b
      join billed_days d on d.workspace_id = $1 and d.day = b.day and d.channel_id = b.channel_id
      where b.workspace_id = $1 and b.day >= $2::date and b.day <= $3::date
        and ($4::uuid is null or b.channel_id = $4::uuid) and ($5::text is null or b.category = $5::text)`,
    values: [span.workspaceId, span.from, span.to, span.channelId, span.category],
  });
}

/** The last day of a span that was read, and when a day of it was read last. */
export async function findLastBilled(
  db: Transaction,
  { workspaceId, from, to, channelId }: CostSpan,
): Promise<{ until: string | null; readAt: Instant | null }> {
  const rows = await db.query<{ until: string | null; readAt: Instant | null }>({
    name: "costs_find_last_billed",
    text: `select max(day) as until, max(read_at) as "readAt" from billed_days
      where workspace_id = $1 and day >= $2::date and day <= $3::date and ($4::uuid is null or channel_id = $4::uuid)`,
    values: [workspaceId, from, to, channelId],
  });
  return rows[0] ?? { until: null, readAt: null };
}

/** The last day of a number that was read. */
export async function findLastDay(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<string | null> {
  const rows = await db.query<{ day: string | null }>({
    name: "costs_find_last_day",
    text: `select day from billed_days where workspace_id = $1 and channel_id = $2 order by day desc limit 1`,
    values: [workspaceId, channelId],
  });
  return rows[0]?.day ?? null;
}

/** What was read of one number's bill. */
export type BilledDays = {
  workspaceId: string;
  channelId: string;
  currency: string;
  days: readonly string[];
  readAt: Instant;
  buckets: readonly {
    day: string;
    market: string;
    category: string;
    type: string;
    volume: number;
    cost: number;
    parts: readonly object[];
  }[];
};

/** Puts what was read in the place of what was read of these days before. */
export async function replaceBilled(db: Transaction, billed: BilledDays): Promise<void> {
  const { workspaceId, channelId, currency, days, readAt, buckets } = billed;
  await db.execute({
    text: "delete from billed_buckets where workspace_id = $1 and day = any($2::date[]) and channel_id = $3",
    values: [workspaceId, days, channelId],
  });
  await db.execute({
    text: `insert into billed_days (workspace_id, day, channel_id, currency, read_at)
      select $1, d, $3, $4, $5 from unnest($2::date[]) d order by d
      on conflict (workspace_id, day, channel_id) do update set currency = excluded.currency, read_at = excluded.read_at`,
    values: [workspaceId, days, channelId, currency, toTimestamp(readAt)],
  });
  await db.execute({
    text: `insert into billed_buckets (workspace_id, day, channel_id, market, category, pricing_type, volume, cost, parts)
      select $1, day, $2, market, category, type, volume, cost, parts::jsonb
      from unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::bigint[], $9::text[])
        as v(day, market, category, type, volume, cost, parts)`,
    values: [
      workspaceId,
      channelId,
      buckets.map(({ day }) => day),
      buckets.map(({ market }) => market),
      buckets.map(({ category }) => category),
      buckets.map(({ type }) => type),
      buckets.map(({ volume }) => volume),
      buckets.map(({ cost }) => cost),
      buckets.map(({ parts }) => JSON.stringify(parts)),
    ],
  });
}
