import type pg from "pg";
import { seededId } from "./seeded-id.ts";

/**
 * Queues a text for each of so many customers, who wrote a minute ago, spread evenly over the channels: the rows of a
 * message that an agent sent. For the owner of the tables; nobody is rung.
 */
export async function seedQueue(
  owner: pg.Client,
  { workspaceId, channelIds, messages }: { workspaceId: string; channelIds: string[]; messages: number },
): Promise<void> {
  const given = {
    "app.workspace_ids": `{${workspaceId}}`,
    "seed.workspace": workspaceId,
    "seed.channels": `{${channelIds.join(",")}}`,
    "seed.messages": String(messages),
  };
  // A statement that makes a table takes no parameters.
  for (const [name, value] of Object.entries(given)) {
    await owner.query("select set_config($1, $2, false)", [name, value]);
  }
  await owner.query(seed);
  await owner.query(
    "vacuum analyze customers, identities, addresses, threads, windows, messages, delivery_queue",
  );
}

const seed = `
begin;
set local synchronous_commit = off;
create temp table queued on commit drop as
  select current_setting('seed.workspace')::uuid as workspace, n, seq_before + n as seq,
    channels[1 + n % cardinality(channels)] as channel, '34600800' || lpad(n::text, 6, '0') as wa_id, now() as at,
    ${seededId("now()", "'queued customer' || n")} as customer, ${seededId("now()", "'queued identity' || n")} as identity, ${seededId("now()", "'queued thread' || n")} as thread,
    ${seededId("now()", "'queued message' || n")} as message
  from generate_series(1, current_setting('seed.messages')::integer) as n,
    (select current_setting('seed.channels')::uuid[] as channels) given,
    (select message_seq as seq_before from workspace_counters
      where workspace_id = current_setting('seed.workspace')::uuid) counter;

insert into customers (workspace_id, id, name, name_source, created_at)
  select workspace, customer, 'Cliente ' || n, 'provider', at from queued;
insert into identities (workspace_id, id, customer_id, kind, last_inbound_at, last_inbound_wa_id, created_at)
  select workspace, identity, customer, 'whatsapp', at - interval '1 minute', wa_id, at from queued;
insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
  select workspace, ${seededId("at", "'queued address' || n")}, customer, identity, 'wa_id', wa_id, wa_id, 'provider', at from queued;
insert into threads (workspace_id, id, customer_id, last_activity_at, reply_channel_id, reply_identity_id, created_at)
  select workspace, thread, customer, at, channel, identity, at from queued;
insert into windows (workspace_id, channel_id, identity_id, thread_id, last_customer_message_at)
  select workspace, channel, identity, thread, at - interval '1 minute' from queued;
insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, client_id, text, status,
    sent_at, received_at)
  select workspace, message, thread, seq, 'out', 'text', channel, identity, message, 'Te esperamos ' || n, 'queued', at, at
  from queued;
insert into delivery_queue (workspace_id, message_id, channel_id, lane, seq, available_at)
  select workspace, message, channel, identity::text, seq, at from queued;
update workspace_counters set message_seq = message_seq + current_setting('seed.messages')::integer
  where workspace_id = current_setting('seed.workspace')::uuid;
commit;
`;
