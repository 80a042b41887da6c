import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** Costs of one day in one currency. */
export type DayColumns = { day: string; currency: string; amount: number };

/** Confirmed and estimated together, by day and currency; without the estimates that a bill took the place of. */
export function sumDays(
  db: Transaction,
  span: { workspaceId: string; from: string; to: string },
): Promise<DayColumns[]> {
  return db.query<DayColumns>({
    name: "costs_sum_days",
    text: `select c.day, c.currency, coalesce(sum(c.amount) filter (where c.state = 'confirmed' or b.day is null), 0)::bigint as amount
      from daily_costs c
      left join billed_days b on b.workspace_id = $1 and b.day = c.day and b.channel_id = c.channel_id
      where c.workspace_id = $1 and c.day >= $2::date and c.day < $3::date
      group by c.day, c.currency having sum(c.messages) > 0`,
    values: [span.workspaceId, span.from, span.to],
  });
}

/** Free texts of a month by number. */
export function listAllowances(
  db: Transaction,
  workspaceId: string,
  month: string,
): Promise<{ channelId: string; used: number }[]> {
  return db.query<{ channelId: string; used: number }>({
    name: "costs_list_allowances",
    text: `select channel_id as "channelId", confirmed + estimated as used from allowances
      where workspace_id = $1 and month = $2`,
    values: [workspaceId, month],
  });
}

/** Windows that were lost in a span and how each ended, with what the answer cost. */
export type LostColumns = {
  endedBy: string;
  state: string | null;
  currency: string | null;
  amount: number | null;
};

/** Lost windows that ended; those that did not are `countOpenLost`. */
export function listLost(
  db: Transaction,
  { workspaceId, from, to }: { workspaceId: string; from: Instant; to: Instant },
): Promise<LostColumns[]> {
  return db.query<LostColumns>({
    name: "costs_list_lost",
    text: `select w.ended_by as "endedBy", l.state, l.currency, l.amount
      from lost_windows w left join lateral (select c.state, c.currency, c.amount from charges c
          where c.workspace_id = $1 and c.message_id = w.message_id and w.ended_by = 'template'
          order by c.entry desc limit 1) l on true
      where w.workspace_id = $1 and w.closed_at >= $2 and w.closed_at < $3`,
    values: [workspaceId, toTimestamp(from), toTimestamp(to)],
  });
}

const mostWaiting = 100_000;

/** Windows that closed in a span on customers who still wait. */
export async function countOpenLost(
  db: Transaction,
  { workspaceId, from, to, now }: { workspaceId: string; from: Instant; to: Instant; now: Instant },
): Promise<number> {
  const rows = await db.query<{ count: number }>({
    name: "costs_count_open_lost",
    // Through the few threads that wait, in the order of their own index; one look for each window.
    text: `select count(*)::int as count
      from (select t.workspace_id, t.waiting_channel_id, t.waiting_identity_id from threads t
        where t.workspace_id = $1 and t.waiting_since is not null and t.merged_into is null
        order by t.waiting_since desc limit ${mostWaiting}) t
      cross join lateral (select x.last_customer_message_at from windows x
        where x.workspace_id = t.workspace_id and x.channel_id = t.waiting_channel_id
          and x.identity_id = t.waiting_identity_id offset 0) w
      where w.last_customer_message_at + interval '24 hours' >= $2
        and w.last_customer_message_at + interval '24 hours' < least($3::timestamptz, $4::timestamptz)`,
    values: [workspaceId, toTimestamp(from), toTimestamp(to), toTimestamp(now)],
  });
  return rows[0]?.count ?? 0;
}

/** What may have made templates needless: free texts, and mails while the window was closed. */
export type AnswerColumns = {
  kind: "text" | "mail";
  day: string;
  market: string;
  currency: string;
  messages: number;
  amount: number;
};

/** Free texts with their costs, and mails, by day, market and currency. */
export function sumAnswers(
  db: Transaction,
  span: { workspaceId: string; from: string; to: string },
): Promise<AnswerColumns[]> {
  return db.query<AnswerColumns>({
    name: "costs_sum_answers",
    text: `select 'text' as kind, day, market, currency, sum(messages)::int as messages, sum(amount)::bigint as amount
      from daily_costs where workspace_id = $1 and day >= $2::date and day < $3::date and category = 'service'
        and not automatic
      group by day, market, currency having sum(messages) > 0
      union all
      select 'mail', a.day, a.market, coalesce(c.currency, w.currency), sum(a.messages)::int, 0::bigint
      from mail_answers a join channels c on c.workspace_id = $1 and c.id = a.channel_id
      join workspaces w on w.workspace_id = $1
      where a.workspace_id = $1 and a.day >= $2::date and a.day < $3::date
      group by a.day, a.market, coalesce(c.currency, w.currency)`,
    values: [span.workspaceId, span.from, span.to],
  });
}
