import type { ProcessWorld } from "./process-world.ts";

/** Whatever happened twice, or was lost between two writes of one transaction; all zero when P1 and P2 hold. */
export type Doubles = {
  /** Messages of customers beyond one for each provider id. */
  messages: number;
  /** Threads whose count of unread messages is not the number of the customer's messages. */
  unread: number;
  /** Customers beyond one for each phone. */
  customers: number;
  /** Messages with more or fewer events than one of their creation. */
  events: number;
  /** Threads with another number of automatic answers than one. */
  autoReplies: number;
  /** Messages with two charges of one state. */
  charges: number;
  /** Calls of the provider beyond one for each message. */
  calls: number;
  /** Messages without their thread; no foreign key asks for it (decision 0006). */
  strays: number;
  /** Numbers missing in or beyond the events' and the messages' sequences. */
  gaps: number;
};

/** Nothing twice. */
export const noDoubles: Doubles = {
  messages: 0,
  unread: 0,
  customers: 0,
  events: 0,
  autoReplies: 0,
  charges: 0,
  calls: 0,
  strays: 0,
  gaps: 0,
};

/** Asks the database and the provider what happened twice. Nobody may have read a thread; the auto-reply must be on. */
export async function findDoubles(world: ProcessWorld): Promise<Doubles> {
  const [row] = await world.sql<Record<keyof Doubles, string>>(`
    select
      (select count(*) - count(distinct (channel_id, provider_id)) from messages where direction = 'in') as messages,
      (select count(*) from threads t where t.unread <> (
         select count(*) from messages m where m.thread_id = t.id and m.direction = 'in')) as unread,
      (select count(distinct customer_id) - count(distinct match_key) from addresses
        where kind = 'wa_id') as customers,
      (select count(*) from messages m left join (
         select payload->>'messageId' as id, count(*) as count from events where kind = 'message.created' group by 1
       ) e on e.id = m.id::text where e.count is distinct from 1) as events,
      (select count(*) from threads t where 1 <> (
         select count(*) from messages m where m.thread_id = t.id and m.automatic)) as "autoReplies",
      (select count(*) from (select 1 from charges group by message_id, state having count(*) > 1) as twice) as charges,
      (select count(*) from messages m left join threads t on t.workspace_id = m.workspace_id and t.id = m.thread_id
         where t.id is null) as strays,
      (select abs(c.event_seq - (select count(*) from events)) + abs(c.message_seq - (select count(*) from messages))
         from workspace_counters c) as gaps`);
  const attempts = world.cloudApi.calls().map(({ body }) => JSON.stringify(readAttempt(body)));
  return {
    messages: Number(row?.messages),
    unread: Number(row?.unread),
    customers: Number(row?.customers),
    events: Number(row?.events),
    autoReplies: Number(row?.autoReplies),
    charges: Number(row?.charges),
    calls: attempts.length - new Set(attempts).size,
    strays: Number(row?.strays),
    gaps: Number(row?.gaps),
  };
}

/** What tells two messages apart at the provider: to whom and what. */
function readAttempt(body: unknown): unknown {
  const { to, text } = body as { to?: string; text?: { body?: string } };
  return [to, text?.body];
}
