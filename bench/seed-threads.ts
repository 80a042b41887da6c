import type { HotelStand } from "./stand-hotel.ts";

/** Threads whose customers wrote in the last hours, each with a history: the ones that an agent opens. */
export const recentThreads = 200;
const olderEach = 60;

/** A seeded customer's number; those of the recent ones are of a range that nobody has, the others' are none. */
export function waIdOf(number: number): string {
  return `34600900${String(number).padStart(3, "0")}`;
}

/** What the newest message of a seeded thread says. */
export function newestTextOf(number: number): string {
  return `Lo último del cliente ${number}`;
}

/** Fills the inbox, one customer a minute into the past; answers the ids of the recent threads, newest first. */
export async function seedThreads(
  { owner, workspaceId, whatsappChannelId }: HotelStand,
  count: number,
): Promise<string[]> {
  const given = { workspace: workspaceId, channel: whatsappChannelId, count: String(count) };
  // A statement that makes a table takes no parameters.
  for (const [name, value] of Object.entries(given)) {
    await owner.query("select set_config($1, $2, false)", [`bench.${name}`, value]);
  }
  await owner.query(seed);
  await owner.query("vacuum analyze customers, identities, addresses, threads, windows, messages");
  const { rows } = await owner.query<{ thread: string }>(
    `select thread from seed where n <= ${recentThreads} order by n`,
  );
  return rows.map(({ thread }) => thread);
}

/** As the product writes what a customer sends; every fourth thread is open, and those that are recent. */
const seed = `
begin;
set local synchronous_commit = off;
create temp table seed as
  select current_setting('bench.workspace')::uuid as workspace, current_setting('bench.channel')::uuid as channel, n,
    '34600900' || lpad(n::text, greatest(3, length(n::text)), '0') as wa_id, uuidv7() as customer, uuidv7() as identity,
    uuidv7() as thread, uuidv7() as message, n <= ${recentThreads} or n % 4 = 0 as is_open,
    date_trunc('second', now()) - n * interval '1 minute' as at, 'Lo último del cliente ' || n as text
  from generate_series(1, current_setting('bench.count')::integer) as n;

-- What is here already needs no words made: the job goes on with what happens from now on.
insert into search_progress (workspace_id, event_seq)
  select workspace_id, event_seq from workspace_counters on conflict do nothing;
insert into customers (workspace_id, id, name, name_source, created_at)
  select workspace, customer, 'Cliente ' || n, 'provider', at from seed;
insert into identities (workspace_id, id, customer_id, kind, last_inbound_at, last_inbound_wa_id, created_at)
  select workspace, identity, customer, 'whatsapp', at, wa_id, at from seed;
insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
  select workspace, uuidv7(), customer, identity, 'wa_id', wa_id, wa_id, 'provider', at from seed;
insert into threads (workspace_id, id, customer_id, status, last_activity_at, last_message_id, last_message, unread,
    waiting_since, waiting_channel_id, waiting_identity_id, reply_channel_id, reply_identity_id, created_at)
  select workspace, thread, customer, case when is_open then 'open' else 'resolved' end, at, message,
    jsonb_build_object('id', message, 'kind', 'text', 'text', text, 'sentAt', (extract(epoch from at) * 1000)::bigint,
      'status', 'received', 'automatic', false, 'channelId', channel, 'direction', 'in'),
    case when is_open then 1 else 0 end, case when is_open then at end, case when is_open then channel end,
    case when is_open then identity end, channel, identity, at
  from seed;
insert into windows (workspace_id, channel_id, identity_id, thread_id, last_customer_message_at, last_message_id)
  select workspace, channel, identity, thread, at, message from seed;
insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, provider_id, text,
    opens_window, status, sent_at, received_at)
  select workspace, message, thread, ${recentThreads * olderEach} + current_setting('bench.count')::integer - n, 'in',
    'text', channel, identity, 'wamid.newest.' || n, text, true, 'received', at, at
  from seed;
insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, provider_id, text,
    opens_window, status, sent_at, received_at)
  select workspace, uuidv7(), thread, n * ${olderEach} - k, case when k % 2 = 0 then 'out' else 'in' end, 'text', channel,
    identity, 'wamid.older.' || n || '.' || k, 'Mensaje ' || k || repeat(' y sigue', k % 20), k % 2 = 1,
    case when k % 2 = 0 then 'read' else 'received' end, at - k * interval '7 minutes', at - k * interval '7 minutes'
  from seed, generate_series(1, ${olderEach}) as k where n <= ${recentThreads};
update workspace_counters set message_seq = message_seq + (select count(*) from messages) + 1;
commit;
`;
