import type { Transaction } from "../../db/connect.ts";

/** Numbers with the time zone in which their account counts months. */
export function listBillingZones(
  db: Transaction,
  workspaceId: string,
): Promise<{ id: string; timeZone: string }[]> {
  return db.query<{ id: string; timeZone: string }>({
    name: "costs_list_billing_zones",
    text: `select id, time_zone as "timeZone" from channels where workspace_id = $1 and kind = 'whatsapp'
      order by created_at, id`,
    values: [workspaceId],
  });
}

export type CostColumns = {
  currency: string;
  category: string;
  state: "estimated" | "confirmed";
  amount: number;
  unknown: number;
  messages: number;
};

/** For how long before a month a message may have been sent that reached the customer in it: the longest time to live. */
const longestWay = 40;

/**
 * Sums of the last ledger lines of a thread's messages in the month of each number, `[from, to)` as calendar dates of its
 * account. Dropped ones are no cost; lines without an amount are counted apart.
 */
export function sumCosts(
  db: Transaction,
  sum: {
    workspaceId: string;
    threadId: string;
    months: readonly { channelId: string; from: string; to: string }[];
  },
): Promise<CostColumns[]> {
  const { workspaceId, threadId, months } = sum;
  return db.query<CostColumns>({
    name: "costs_sum",
    text: `select l.currency, l.category, l.state, coalesce(sum(l.amount), 0)::bigint as amount,
        (count(*) filter (where l.amount is null))::int as unknown, count(*)::int as messages
      from (
        select distinct on (c.message_id) c.currency, c.category, c.state, c.amount, c.day, k.from_day, k.to_day
        from unnest($3::uuid[], $4::date[], $5::date[]) as k(channel_id, from_day, to_day)
        join messages m on m.workspace_id = $1 and m.thread_id = $2 and m.channel_id = k.channel_id
          and m.direction = 'out' and m.sent_at >= k.from_day - ${longestWay} and m.sent_at < k.to_day + 1
        join charges c on c.workspace_id = $1 and c.message_id = m.id
        order by c.message_id, c.entry desc) l
      where l.state <> 'dropped' and l.day >= l.from_day and l.day < l.to_day
      group by l.currency, l.category, l.state
      order by l.currency, l.category, l.state`,
    values: [
      workspaceId,
      threadId,
      months.map(({ channelId }) => channelId),
      months.map(({ from }) => from),
      months.map(({ to }) => to),
    ],
  });
}
