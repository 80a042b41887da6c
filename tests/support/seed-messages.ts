import type pg from "pg";
import { seededId } from "./seeded-id.ts";

/** How much history a workspace gets, and whose some of the threads are. */
export type History = {
  workspaceId: string;
  channelId: string;
  messages: number;
  assigneeId: string;
  now: number;
};

const perCustomer = 20;
const secondsApart = 10;
const words = "reserva llegada salida cuna parking desayuno piscina factura vistas taxi cena llave".split(
  " ",
);

/** A word that one message in twelve has, and one that one in a thousand has. */
export const searchedWords = { frequent: words[4] ?? "", rare: "codigo500" };

/**
 * Fills a workspace as the product writes it, with the skew of a real one: a message every 10 s, one customer for every
 * 20 messages; a few customers who wrote from the start have very many, most have a handful. Two of five messages are
 * ours. Who wrote in the last day is open, and so is every fiftieth. For the owner of the tables.
 */
export async function seedMessages(owner: pg.Client, history: History): Promise<void> {
  const given = {
    "app.workspace_ids": `{${history.workspaceId}}`,
    "seed.workspace": history.workspaceId,
    "seed.channel": history.channelId,
    "seed.assignee": history.assigneeId,
    "seed.messages": String(history.messages),
    "seed.now": new Date(history.now).toISOString(),
  };
  // A statement that makes a table takes no parameters.
  for (const [name, value] of Object.entries(given)) {
    await owner.query("select set_config($1, $2, false)", [name, value]);
  }
  await owner.query(seed);
  await owner.query(`vacuum analyze ${tables}`);
}

const tables =
  "customers, identities, addresses, threads, windows, messages, attempts, charges, daily_costs, events, search_documents";

/** Chance between 0 and 1, the same in every run. */
const chanceOf = (what: string) => `((hashint4(${what})::bigint + 2147483648) / 4294967296.0)`;
const millisecondsOf = (at: string) => `(extract(epoch from ${at}) * 1000)::bigint`;
const wordOf = (chance: string) =>
  `('{${words.join(",")}}'::text[])[1 + floor(${chance} * ${words.length})::integer]`;

/** Indexes that are faster made anew than kept; they stand again when it is committed. */
const laterIndexes = `select c.oid::regclass::text as name, pg_get_indexdef(c.oid) as definition
  from pg_index x join pg_class c on c.oid = x.indexrelid
  where x.indrelid in ('messages'::regclass, 'search_documents'::regclass) and not x.indisprimary`;

const seed = `
begin;
set local synchronous_commit = off;
set local statement_timeout = 0;
set local maintenance_work_mem = '256MB';
set local work_mem = '256MB';
-- Who makes things searchable waits first, not in the middle.
lock table search_progress in exclusive mode;
create temp table kept_index on commit drop as ${laterIndexes};
do $$ declare one record; begin
  for one in select * from kept_index loop execute 'drop index ' || one.name; end loop;
end $$;

create temp table line on commit drop as
  select *, ${seededId("at", "'message' || i")} as id, 'Sobre ' || ${wordOf(chanceOf("i + 7"))} || ' y '
      || ${wordOf(chanceOf("i + 13"))} || ' codigo' || i % 1000 || repeat(' gracias', i % 9) as text
  from (
    select i, case when i % ${perCustomer} = 1 then i / ${perCustomer} + 1
        else 1 + floor((i / ${perCustomer} + 1) * power(${chanceOf("i")}, 3))::integer end as person,
      date_trunc('second', current_setting('seed.now')::timestamptz)
        - (current_setting('seed.messages')::integer - i) * interval '${secondsApart} seconds' as at,
      i % ${perCustomer} <> 1 and ${chanceOf("-i")} < 0.4 as is_ours
    from generate_series(1, current_setting('seed.messages')::integer) as i) drawn;
create temp table person on commit drop as
  select current_setting('seed.workspace')::uuid as workspace, current_setting('seed.channel')::uuid as channel, n,
    '34600' || 900000 + n as wa_id, first_at, wrote_at, last.*,
    ${seededId("first_at", "'customer' || n")} as customer, ${seededId("first_at", "'identity' || n")} as identity,
    ${seededId("first_at", "'thread' || n")} as thread,
    last.at > current_setting('seed.now')::timestamptz - interval '1 day' or n % 50 = 0 as is_open
  from (select person as n, min(at) as first_at, max(at) filter (where not is_ours) as wrote_at, max(i) as last_i
    from line group by person) people join line last on last.i = people.last_i;
create index on person (n);
analyze line, person;

insert into customers (workspace_id, id, name, name_source, created_at)
  select workspace, customer, 'Cliente ' || n, 'provider', first_at from person;
insert into identities (workspace_id, id, customer_id, kind, last_inbound_at, last_inbound_wa_id, created_at)
  select workspace, identity, customer, 'whatsapp', wrote_at, wa_id, first_at from person;
insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
  select workspace, ${seededId("first_at", "'address' || n")}, customer, identity, 'wa_id', wa_id, wa_id, 'provider', first_at
  from person;
insert into threads (workspace_id, id, customer_id, status, assignee_id, last_activity_at, last_message_id, last_message,
    unread, waiting_since, waiting_channel_id, waiting_identity_id, reply_channel_id, reply_identity_id, created_at)
  select workspace, thread, customer, case when is_open then 'open' else 'resolved' end,
    case n % 3 when 0 then current_setting('seed.assignee')::uuid end, at, id,
    jsonb_build_object('id', id, 'kind', 'text', 'text', text, 'sentAt', ${millisecondsOf("at")}, 'automatic', false,
      'status', case when is_ours then 'read' else 'received' end, 'channelId', channel,
      'direction', case when is_ours then 'out' else 'in' end),
    case when is_open and not is_ours then 1 else 0 end, case when is_open and not is_ours then at end,
    case when is_open and not is_ours then channel end, case when is_open and not is_ours then identity end,
    channel, identity, first_at
  from person;
insert into windows (workspace_id, channel_id, identity_id, thread_id, last_customer_message_at, last_message_id)
  select workspace, channel, identity, thread, wrote_at, id from person;
insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, provider_id, client_id,
    author_id, text, opens_window, status, sent_at, received_at, attempt_at, accepted_at, delivered_at, read_at,
    window_open_at_attempt, counted_at)
  select p.workspace, m.id, p.thread, m.i, case when m.is_ours then 'out' else 'in' end, 'text', p.channel, p.identity,
    'wamid.' || m.id, case when m.is_ours then m.id end,
    case when m.is_ours then current_setting('seed.assignee')::uuid end, m.text, not m.is_ours,
    case when m.is_ours then 'read' else 'received' end, m.at, m.at, case when m.is_ours then m.at end,
    case when m.is_ours then m.at end, case when m.is_ours then m.at end, case when m.is_ours then m.at end,
    case when m.is_ours then true end, case when m.is_ours then m.at end
  from line m join person p on p.n = m.person order by m.i;
insert into attempts (workspace_id, id, message_id, number, channel_id, identity_id, provider_id, state, attempt_at, settled)
  select p.workspace, ${seededId("m.at", "'attempt' || m.i")}, m.id, 1, p.channel, p.identity, 'wamid.' || m.id,
    '{"status":"read","failure":null,"remark":null,"playedAt":null,"failedAt":null,"heldAt":null}'::jsonb
      || (select jsonb_object_agg(k, ${millisecondsOf("m.at")})
        from unnest('{attemptAt,acceptedAt,sentAt,deliveredAt,readAt}'::text[]) k), m.at, true
  from line m join person p on p.n = m.person where m.is_ours order by m.i;
insert into charges (workspace_id, message_id, entry, state, amount, currency, category, pricing_type, source, day, recorded_at)
  select current_setting('seed.workspace')::uuid, id, 1, 'confirmed', 0, 'USD', 'service', 'free_customer_service',
    'provider', at::date, at
  from line where is_ours order by i;
insert into daily_costs (workspace_id, day, channel_id, currency, state, category, pricing_type, market, template,
    author_id, automatic, messages, unpriced, amount)
  select current_setting('seed.workspace')::uuid, at::date, current_setting('seed.channel')::uuid, 'USD', 'confirmed',
    'service', 'free_customer_service', '', '', current_setting('seed.assignee')::uuid, false, count(*), 0, 0
  from line where is_ours group by at::date;
-- The events of what happened last: older ones are gone, as retention leaves it.
insert into events (workspace_id, seq, at, kind, thread_id, payload)
  select p.workspace, m.i, m.at, 'message.created', p.thread, jsonb_build_object('kind', 'message.created', 'threadId',
    p.thread, 'messageId', m.id, 'direction', case when m.is_ours then 'out' else 'in' end)
  from line m join person p on p.n = m.person where m.i > current_setting('seed.messages')::integer - 10000 order by m.i;
insert into search_documents (workspace_id, id, words)
  select current_setting('seed.workspace')::uuid, id,
    search_words(current_setting('seed.workspace')::uuid, (i / 10000)::text, lower(text)) from line order by i;
insert into search_documents (workspace_id, id, words)
  select workspace, customer, search_words(workspace, 'p', 'cliente ' || n || ' ' || wa_id) from person;
update workspace_counters set event_seq = current_setting('seed.messages')::integer,
    message_seq = current_setting('seed.messages')::integer
  where workspace_id = current_setting('seed.workspace')::uuid;
insert into search_progress (workspace_id, event_seq, documents)
  select workspace_id, event_seq, event_seq from workspace_counters
  where workspace_id = current_setting('seed.workspace')::uuid
  on conflict (workspace_id) do update set event_seq = excluded.event_seq, documents = excluded.documents,
    people_after = null, messages_after = null;
do $$ declare one record; begin
  for one in select * from kept_index loop execute one.definition; end loop;
end $$;
commit;
`;
