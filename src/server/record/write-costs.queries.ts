import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { textParameter } from "./parameter.ts";
import type { DailyCostRow, LostWindowRow, MailAnswerRow } from "./rows.ts";

/** Adds to the sums of days what new ledger lines changed, in the order of the keys. */
export function addDailyCosts(db: Transaction, workspaceId: string, rows: readonly DailyCostRow[]): void {
  const changed = rows.filter(
    ({ messages, unpriced, amount }) => messages !== 0 || unpriced !== 0 || amount !== 0,
  );
  if (changed.length === 0) {
    return;
  }
  db.send({
    name: "record_add_daily_costs",
    text: `insert into daily_costs (workspace_id, day, channel_id, currency, state, category, pricing_type, market,
        template, author_id, automatic, messages, unpriced, amount)
      select $1, * from unnest($2::date[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::uuid[], $11::boolean[], $12::integer[], $13::integer[], $14::bigint[])
        as v(day, channel_id, currency, state, category, pricing_type, market, template, author_id, automatic, messages,
          unpriced, amount)
      order by day, channel_id, currency, state, category, pricing_type, market, template, author_id, automatic
      on conflict (workspace_id, day, channel_id, currency, state, category, pricing_type, market, template, author_id,
        automatic) do update set messages = daily_costs.messages + excluded.messages,
        unpriced = daily_costs.unpriced + excluded.unpriced, amount = daily_costs.amount + excluded.amount`,
    values: [
      workspaceId,
      changed.map(({ day }) => day),
      changed.map(({ channelId }) => channelId),
      changed.map(({ currency }) => currency),
      changed.map(({ state }) => state),
      changed.map(({ category }) => textParameter(category)),
      changed.map(({ pricingType }) => pricingType),
      changed.map(({ market }) => market),
      changed.map(({ template }) => textParameter(template)),
      changed.map(({ authorId }) => authorId),
      changed.map(({ automatic }) => automatic),
      changed.map(({ messages }) => messages),
      changed.map(({ unpriced }) => unpriced),
      changed.map(({ amount }) => amount),
    ],
  });
}

/** Keeps windows that were lost; what answers after the thread was resolved all the same counts as its end. */
export function insertLostWindows(
  db: Transaction,
  workspaceId: string,
  rows: readonly LostWindowRow[],
): void {
  if (rows.length === 0) {
    return;
  }
  db.send({
    name: "record_insert_lost_windows",
    text: `insert into lost_windows (workspace_id, closed_at, channel_id, identity_id, thread_id, ended_at, ended_by,
        message_id)
      select $1, * from unnest($2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[],
        $8::uuid[])
      on conflict (workspace_id, closed_at, channel_id, identity_id) do update
        set ended_at = excluded.ended_at, ended_by = excluded.ended_by, message_id = excluded.message_id
        where lost_windows.ended_by = 'resolved'`,
    values: [
      workspaceId,
      rows.map(({ closedAt }) => toTimestamp(closedAt)),
      rows.map(({ channelId }) => channelId),
      rows.map(({ identityId }) => identityId),
      rows.map(({ threadId }) => threadId),
      rows.map(({ endedAt }) => toTimestamp(endedAt)),
      rows.map(({ endedBy }) => endedBy),
      rows.map(({ messageId }) => messageId),
    ],
  });
}

/** Counts mails by the day, number and market of the template that they made needless. */
export function countMailAnswers(db: Transaction, workspaceId: string, rows: readonly MailAnswerRow[]): void {
  if (rows.length === 0) {
    return;
  }
  db.send({
    name: "record_count_mail_answers",
    text: `insert into mail_answers (workspace_id, day, channel_id, market, messages)
      select $1, day, channel_id, market, count(*) from unnest($2::date[], $3::uuid[], $4::text[])
        as v(day, channel_id, market)
      group by day, channel_id, market order by day, channel_id, market
      on conflict (workspace_id, day, channel_id, market) do update
        set messages = mail_answers.messages + excluded.messages`,
    values: [
      workspaceId,
      rows.map(({ day }) => day),
      rows.map(({ channelId }) => channelId),
      rows.map(({ market }) => market),
    ],
  });
}
