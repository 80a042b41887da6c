import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What the costs page reads (decision 0015): sums of the ledger by day, written in the transaction that writes its lines;
 * what Meta billed, by day and bucket, as it was last read; windows that were lost; and mails that made a template needless.
 */
const tables = `
create table daily_costs (
  workspace_id uuid not null,
  day date not null,
  channel_id uuid not null,
  currency text not null,
  state text not null,
  category text not null,
  pricing_type text not null,
  market text not null,
  template text not null,
  author_id uuid not null,
  automatic boolean not null,
  messages integer not null,
  unpriced integer not null,
  amount bigint not null,
  primary key (workspace_id, day, channel_id, currency, state, category, pricing_type, market, template, author_id,
    automatic)
);

create table billed_days (
  workspace_id uuid not null,
  day date not null,
  channel_id uuid not null,
  currency text not null,
  read_at timestamptz not null,
  primary key (workspace_id, day, channel_id)
);

create table billed_buckets (
  workspace_id uuid not null,
  day date not null,
  channel_id uuid not null,
  market text not null,
  category text not null,
  pricing_type text not null,
  volume integer not null,
  cost bigint not null,
  parts jsonb not null,
  primary key (workspace_id, day, channel_id, market, category, pricing_type)
);

create table lost_windows (
  workspace_id uuid not null,
  closed_at timestamptz not null,
  channel_id uuid not null,
  identity_id uuid not null,
  thread_id uuid not null,
  ended_at timestamptz not null,
  ended_by text not null,
  message_id uuid,
  primary key (workspace_id, closed_at, channel_id, identity_id)
);

create table mail_answers (
  workspace_id uuid not null,
  day date not null,
  channel_id uuid not null,
  market text not null,
  messages integer not null,
  primary key (workspace_id, day, channel_id, market)
);

alter table workspaces
  add column budget bigint,
  add column budget_currency text,
  add column money_version integer not null default 1;
create index conversations_started on conversations (workspace_id, starts_at desc, id desc);
`;

/** The sums of the ledger as it stands. The owner is bound by the fence too, so it is lifted meanwhile. */
const fill = `
alter table charges no force row level security;
alter table messages no force row level security;
alter table channels no force row level security;
create temp table last_line on commit drop as
  select distinct on (c.workspace_id, c.message_id) c.*, m.channel_id, coalesce(m.template->>'name', '') as template,
    coalesce(m.author_id, '00000000-0000-0000-0000-000000000000') as author_id, m.automatic
  from charges c join messages m on m.workspace_id = c.workspace_id and m.id = c.message_id
  where m.channel_id is not null
  order by c.workspace_id, c.message_id, c.entry desc;
insert into daily_costs (workspace_id, day, channel_id, currency, state, category, pricing_type, market, template,
    author_id, automatic, messages, unpriced, amount)
  select workspace_id, day, channel_id, currency, state, category, pricing_type, coalesce(market, ''), template,
    author_id, automatic, count(*), count(*) filter (where amount is null), coalesce(sum(amount), 0)
  from last_line where state <> 'dropped'
  group by workspace_id, day, channel_id, currency, state, category, pricing_type, market, template, author_id, automatic;
delete from volumes;
insert into volumes (workspace_id, month, portfolio, market, category, charged)
  select l.workspace_id, to_char(l.day, 'YYYY-MM'), c.portfolio, l.market, l.category, count(*)
  from last_line l join channels c on c.workspace_id = l.workspace_id and c.id = l.channel_id
  where l.state <> 'dropped' and l.pricing_type = 'regular' and l.category in ('utility', 'authentication')
    and l.market is not null and l.day >= '2025-07-01'
  group by l.workspace_id, to_char(l.day, 'YYYY-MM'), c.portfolio, l.market, l.category;
alter table charges force row level security;
alter table messages force row level security;
alter table channels force row level security;
`;

/** Creates the tables, and fills the sums from the ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql
    .raw(`alter table volumes no force row level security; ${fill}
    alter table volumes force row level security;`)
    .execute(db);
  for (const name of ["daily_costs", "billed_days", "billed_buckets", "lost_windows", "mail_answers"]) {
    await sql.raw(fenceOf(name)).execute(db);
  }
}
