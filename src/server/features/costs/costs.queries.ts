import type { CostDimension } from "#contract/costs.ts";
import type { Transaction } from "../../db/connect.ts";

/** A span of local dates, both included, and what it is cut to. */
export type CostSpan = {
  workspaceId: string;
  from: string;
  to: string;
  channelId: string | null;
  category: string | null;
};

/** Sums of one key in one currency. */
export type CostColumns = {
  key: string;
  currency: string;
  confirmed: number;
  estimated: number;
  messages: number;
  unpriced: number;
};

const keys: Record<CostDimension, string> = {
  day: "day::text",
  channel: "channel_id::text",
  category: "category",
  market: "market",
  template: "template",
  agent: `case when automatic then 'automatic'
    when author_id = '00000000-0000-0000-0000-000000000000' then 'none' else author_id::text end`,
};

const within = `day >= $2::date and day <= $3::date
  and ($4::uuid is null or channel_id = $4::uuid) and ($5::text is null or category = $5::text)`;

/** Days that were compared with the bill: it took the place of their estimates (decision 0015). */
const read = `left join (select day as read_day, channel_id as read_channel_id from billed_days
    where workspace_id = $1 and day >= $2::date) r on r.read_day = day and r.read_channel_id = channel_id`;

const spanValues = ({ workspaceId, from, to, channelId, category }: CostSpan) => [
  workspaceId,
  from,
  to,
  channelId,
  category,
];

/** Sums of a span by one dimension, from the sums of its days. */
export function sumBy(db: Transaction, span: CostSpan, by: CostDimension): Promise<CostColumns[]> {
  return db.query<CostColumns>({
    name: `costs_sum_by_${by}`,
    text: `select ${keys[by]} as key, currency,
        coalesce(sum(amount) filter (where state = 'confirmed'), 0)::bigint as confirmed,
        coalesce(sum(amount) filter (where state = 'estimated' and read_day is null), 0)::bigint as estimated,
        sum(messages)::int as messages, sum(unpriced)::int as unpriced
      from daily_costs ${read} where workspace_id = $1 and ${within}
      group by 1, 2 having sum(messages) > 0 order by 1, 2`,
    values: spanValues(span),
  });
}

/** One line of an export. */
export type CostLineColumns = {
  day: string;
  channelId: string;
  currency: string;
  state: string;
  category: string;
  type: string;
  market: string;
  template: string;
  authorId: string;
  automatic: boolean;
  messages: number;
  unpriced: number;
  amount: number;
};

/** The sums of a span as they are kept, day by day; estimates that the bill took the place of are `replaced` and cost nothing. */
export function listLines(db: Transaction, span: CostSpan): Promise<CostLineColumns[]> {
  return db.query<CostLineColumns>({
    name: "costs_list_lines",
    text: `select day, channel_id as "channelId", currency, case when replaced then 'replaced' else state end as state,
        category, pricing_type as type, market, template, author_id as "authorId", automatic, messages, unpriced,
        case when replaced then 0 else amount end as amount
      from daily_costs ${read} cross join lateral (select state = 'estimated' and read_day is not null as replaced) e
      where workspace_id = $1 and ${within} and messages > 0
      order by day, channel_id, currency, state, category, pricing_type, market, template, author_id, automatic`,
    values: spanValues(span),
  });
}

/** What our confirmed lines say of a bucket that WhatsApp bills by. */
export type OwnBucketColumns = {
  day: string;
  channelId: string;
  market: string;
  category: string;
  type: string;
  currency: string;
  messages: number;
  unpriced: number;
  amount: number;
};

/** Confirmed lines by bucket, of days that were compared with the bill. */
export function sumBuckets(db: Transaction, span: CostSpan): Promise<OwnBucketColumns[]> {
  return db.query<OwnBucketColumns>({
    name: "costs_sum_buckets",
    text: `select c.day, c.channel_id as "channelId", c.market, c.category, c.pricing_type as type, c.currency,
        sum(c.messages)::int as messages, sum(c.unpriced)::int as unpriced, sum(c.amount)::bigint as amount
      from daily_costs c join billed_days d on d.workspace_id = $1 and d.day = c.day and d.channel_id = c.channel_id
      where c.workspace_id = $1 and c.day >= $2::date and c.day <= $3::date and c.state = 'confirmed'
        and ($4::uuid is null or c.channel_id = $4::uuid) and ($5::text is null or c.category = $5::text)
      group by 1, 2, 3, 4, 5, 6 having sum(c.messages) > 0`,
    values: spanValues(span),
  });
}

/** The numbers and mailboxes of a workspace, disconnected ones too. */
export function listNumbers(
  db: Transaction,
  workspaceId: string,
): Promise<{ id: string; name: string; timeZone: string; currency: string }[]> {
  return db.query({
    name: "costs_list_numbers",
    text: `select c.id, c.name, c.time_zone as "timeZone", coalesce(c.currency, w.currency) as currency
      from channels c join workspaces w on w.workspace_id = c.workspace_id
      where c.workspace_id = $1 and c.kind = 'whatsapp' order by c.created_at, c.id`,
    values: [workspaceId],
  });
}

/** What people and programs are called. */
export async function findAuthors(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; name: string | null }>({
    name: "costs_find_authors",
    text: `select a.id, coalesce(u.name, k.name) as name from unnest($2::uuid[]) as a(id)
      left join auth.users u on u.id = a.id
      left join api_keys k on k.workspace_id = $1 and k.id = a.id`,
    values: [workspaceId, ids],
  });
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
