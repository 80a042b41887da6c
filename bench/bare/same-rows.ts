import type pg from "pg";
import { newId } from "#server/ids.ts";
import { beginText, openPool, readInput } from "./begin.ts";
import { inBatches, serveWebhooks } from "./serve-webhooks.ts";

/**
 * G1: writes the rows that ours writes for a customer's text message (journal, message, thread, identity, window, one
 * event, counters; for a new customer also customer, identity, two addresses, thread and window), with no rules: nothing is looked
 * up, customers are remembered in memory.
 */
const input = readInput();
const pool = openPool(input, 1);
const known = new Map<string, Person>();
let messageSeq = 0;
let eventSeq = 0;
let isTouched = false;

type Person = { customer: string; identity: string; thread: string; unread: number };
type Wrote = {
  waId: string;
  bsuid: string;
  name: string;
  id: string;
  text: string;
  sentAt: string;
  person: Person;
  isNew: boolean;
};

await serveWebhooks({ appSecret: input.appSecret, store: inBatches(store) });

async function store(bodies: readonly Buffer[]): Promise<void> {
  const client = await pool.connect();
  try {
    const wrote = bodies.map(read);
    const journalIds = bodies.map(() => newId());
    const messageIds = bodies.map(() => newId());
    await client.query(beginText(input));
    await client.query({
      name: "lock",
      text: "update workspace_counters set turn = turn + 1 where workspace_id = $1 returning event_seq",
      values: [input.workspaceId],
    });
    await insertJournal(client, bodies, journalIds);
    await insertPeople(
      client,
      wrote.filter((item) => item.isNew),
    );
    await insertMessages(client, wrote, { messageIds, journalIds });
    await updateThreads(client, wrote, messageIds);
    await insertEvents(client, wrote, messageIds);
    await touchChannel(client);
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** As the load generator writes it: one text of one customer. */
type Webhook = {
  entry: [
    {
      changes: [
        {
          value: {
            contacts: [{ profile: { name: string } }];
            messages: [
              { from: string; from_user_id: string; id: string; timestamp: string; text: { body: string } },
            ];
          };
        },
      ];
    },
  ];
};

function read(body: Buffer): Wrote {
  const [{ value }] = (JSON.parse(body.toString()) as Webhook).entry[0].changes;
  const [message] = value.messages;
  const { from: waId, from_user_id: bsuid } = message;
  const person = known.get(waId) ?? { customer: newId(), identity: newId(), thread: newId(), unread: 0 };
  const isNew = !known.has(waId);
  known.set(waId, person);
  const sentAt = new Date(Number(message.timestamp) * 1000).toISOString();
  return {
    waId,
    bsuid,
    name: value.contacts[0].profile.name,
    id: message.id,
    text: message.text.body,
    sentAt,
    person,
    isNew,
  };
}

async function insertJournal(
  client: pg.PoolClient,
  bodies: readonly Buffer[],
  ids: readonly string[],
): Promise<void> {
  let end = 1;
  const starts = bodies.map((body) => {
    const start = end;
    end += body.length;
    return start;
  });
  await client.query({
    name: "journal",
    text: `insert into webhook_journal (workspace_id, id, received_at, source, body)
           select $1, i, now(), 'whatsapp', substring($3::bytea from o for l)
           from unnest($2::uuid[], $4::int[], $5::int[]) as j(i, o, l)`,
    values: [input.workspaceId, ids, Buffer.concat([...bodies]), starts, bodies.map((body) => body.length)],
  });
}

async function insertPeople(client: pg.PoolClient, people: readonly Wrote[]): Promise<void> {
  if (people.length === 0) {
    return;
  }
  const of = (key: "customer" | "identity" | "thread") => people.map(({ person }) => person[key]);
  const w = input.workspaceId;
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  await run(
    "customers",
    "insert into customers (workspace_id, id, name, name_source, created_at) select $1, i, n, 'provider', now() from unnest($2::uuid[], $3::text[]) as p(i, n)",
    [w, of("customer"), people.map(({ name }) => name)],
  );
  await run(
    "identities",
    "insert into identities (workspace_id, id, customer_id, kind, created_at) select $1, i, c, 'whatsapp', now() from unnest($2::uuid[], $3::uuid[]) as p(i, c)",
    [w, of("identity"), of("customer")],
  );
  await run(
    "addresses",
    `insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
     select $1, i, c, d, k, v, v, 'provider', now()
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[]) as p(i, c, d, k, v)`,
    [
      w,
      people.flatMap(() => [newId(), newId()]),
      people.flatMap(({ person }) => [person.customer, person.customer]),
      people.flatMap(({ person }) => [person.identity, person.identity]),
      people.flatMap(() => ["bsuid", "wa_id"]),
      people.flatMap(({ waId, bsuid }) => [bsuid, waId]),
    ],
  );
  await run(
    "threads",
    "insert into threads (workspace_id, id, customer_id, last_activity_at, created_at) select $1, i, c, now(), now() from unnest($2::uuid[], $3::uuid[]) as p(i, c)",
    [w, of("thread"), of("customer")],
  );
  await run(
    "windows",
    "insert into windows (workspace_id, channel_id, identity_id, thread_id) select $1, $2, i, t from unnest($3::uuid[], $4::uuid[]) as p(i, t)",
    [w, input.channelId, of("identity"), of("thread")],
  );
}

async function insertMessages(
  client: pg.PoolClient,
  wrote: readonly Wrote[],
  { messageIds, journalIds }: { messageIds: readonly string[]; journalIds: readonly string[] },
): Promise<void> {
  await client.query({
    name: "messages",
    text: `insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, provider_id, text,
             opens_window, status, sent_at, received_at, journal_id)
           select $1, i, t, s, 'in', 'text', $2, d, p, x, true, 'received', a, now(), j
           from unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::uuid[])
             as m(i, t, s, d, p, x, a, j)`,
    values: [
      input.workspaceId,
      input.channelId,
      messageIds,
      wrote.map(({ person }) => person.thread),
      wrote.map(() => (messageSeq += 1)),
      wrote.map(({ person }) => person.identity),
      wrote.map(({ id }) => id),
      wrote.map(({ text }) => text),
      wrote.map(({ sentAt }) => sentAt),
      journalIds,
    ],
  });
}

/** Thread, identity and window of everybody who wrote: each once, with the last message. */
async function updateThreads(
  client: pg.PoolClient,
  wrote: readonly Wrote[],
  messageIds: readonly string[],
): Promise<void> {
  const last = new Map<string, { item: Wrote; messageId: string }>();
  wrote.forEach((item, index) => {
    item.person.unread += 1;
    last.set(item.waId, { item, messageId: messageIds[index] ?? "" });
  });
  const rows = [...last.values()].sort((a, b) => (a.item.person.thread < b.item.person.thread ? -1 : 1));
  await client.query({
    name: "update-threads",
    text: `update threads t set last_activity_at = v.at, last_message_id = v.message, last_message = v.preview, unread = v.unread,
             waiting_since = v.at, waiting_channel_id = $2, waiting_identity_id = v.identity, reply_channel_id = $2,
             reply_identity_id = v.identity
           from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::jsonb[], $7::int[], $8::uuid[]) as v(id, at, message, preview, unread, identity)
           where t.workspace_id = $1 and t.id = v.id`,
    values: [
      input.workspaceId,
      input.channelId,
      rows.map(({ item }) => item.person.thread),
      rows.map(({ item }) => item.sentAt),
      rows.map(({ messageId }) => messageId),
      rows.map(({ item, messageId }) =>
        JSON.stringify({
          id: messageId,
          direction: "in",
          kind: "text",
          channelId: input.channelId,
          automatic: false,
          text: item.text,
          status: "received",
          sentAt: item.sentAt,
        }),
      ),
      rows.map(({ item }) => item.person.unread),
      rows.map(({ item }) => item.person.identity),
    ],
  });
  await client.query({
    name: "update-identities",
    text: `update identities t set last_inbound_at = v.at, last_inbound_wa_id = v.wa, last_inbound_bsuid = v.bsuid
           from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[]) as v(id, at, wa, bsuid)
           where t.workspace_id = $1 and t.id = v.id`,
    values: [
      input.workspaceId,
      rows.map(({ item }) => item.person.identity),
      rows.map(({ item }) => item.sentAt),
      rows.map(({ item }) => item.waId),
      rows.map(({ item }) => item.bsuid),
    ],
  });
  await client.query({
    name: "update-windows",
    text: `update windows t set last_customer_message_at = v.at, last_message_id = v.message
           from unnest($3::uuid[], $4::timestamptz[], $5::uuid[]) as v(identity, at, message)
           where t.workspace_id = $1 and t.channel_id = $2 and t.identity_id = v.identity`,
    values: [
      input.workspaceId,
      input.channelId,
      rows.map(({ item }) => item.person.identity),
      rows.map(({ item }) => item.sentAt),
      rows.map(({ messageId }) => messageId),
    ],
  });
}

async function insertEvents(
  client: pg.PoolClient,
  wrote: readonly Wrote[],
  messageIds: readonly string[],
): Promise<void> {
  const events = wrote.map((item, index) => ({
    kind: "message.created",
    threadId: item.person.thread,
    messageId: messageIds[index],
    direction: "in",
    window: {
      channelId: input.channelId,
      identityId: item.person.identity,
      state: "open",
      closesAt: item.sentAt,
      lastCustomerMessageAt: item.sentAt,
    },
  }));
  const first = eventSeq + 1;
  eventSeq += events.length;
  await client.query({
    name: "events",
    text: `with moved as (update workspace_counters set event_seq = $2, message_seq = $3 where workspace_id = $1)
           insert into events (workspace_id, seq, at, kind, thread_id, payload)
           select $1, s, now(), k, t, p from unnest($4::bigint[], $5::text[], $6::uuid[], $7::jsonb[]) as e(s, k, t, p)`,
    values: [
      input.workspaceId,
      eventSeq,
      messageSeq,
      events.map((_, index) => first + index),
      events.map(({ kind }) => kind),
      events.map(({ threadId }) => threadId),
      events.map((event) => JSON.stringify(event)),
    ],
  });
}

/** Ours marks a channel as heard from once a minute. */
async function touchChannel(client: pg.PoolClient): Promise<void> {
  if (!isTouched) {
    isTouched = true;
    await client.query("update channels set last_inbound_at = now() where workspace_id = $1", [
      input.workspaceId,
    ]);
  }
}
