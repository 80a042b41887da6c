import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";

/** Workspaces with something that a process left behind, or with free text whose window has closed while it waited. */
export async function findNeglected(
  db: Transaction,
  workspaceIds: readonly string[],
  closed: { before: Instant; kinds: readonly string[] },
): Promise<string[]> {
  const rows = await db.query<{ workspaceId: string }>({
    name: "delivery_find_neglected",
    text: `select w.id as "workspaceId" from unnest($1::uuid[]) as w(id)
           where exists (select 1 from delivery_queue q
               where q.workspace_id = w.id and q.lease_id is not null and q.leased_until < clock_timestamp())
             or exists (select 1 from attempts a where a.workspace_id = w.id and not a.settled
               and not exists (select 1 from delivery_queue q where q.workspace_id = a.workspace_id
                 and q.message_id = a.message_id and q.lease_id = a.lease_id))
             or exists (select 1 from delivery_queue q
               join channels c on c.workspace_id = q.workspace_id and c.id = q.channel_id and c.kind = any($3::text[])
               join messages m on m.workspace_id = q.workspace_id and m.id = q.message_id and m.kind <> 'template'
               left join windows v on v.workspace_id = q.workspace_id and v.channel_id = q.channel_id
                 and v.identity_id = m.identity_id
               where q.workspace_id = w.id and q.lease_id is null
                 and (v.last_customer_message_at is null or v.last_customer_message_at <= $2))`,
    values: [workspaceIds, new Date(closed.before), closed.kinds],
  });
  return rows.map((row) => row.workspaceId);
}

/** An attempt of which nobody will tell how it ended. */
export type LostAttempt = { messageId: string; attemptId: string };

/** Attempts whose lease has run out, or whose queue row is gone. */
export function findLostAttempts(db: Transaction, workspaceId: string): Promise<LostAttempt[]> {
  return db.query<LostAttempt>({
    name: "delivery_find_lost_attempts",
    text: `select a.message_id as "messageId", a.id as "attemptId" from attempts a
           where a.workspace_id = $1 and not a.settled and not exists (
             select 1 from delivery_queue q where q.workspace_id = a.workspace_id and q.message_id = a.message_id
               and q.lease_id = a.lease_id and q.leased_until >= clock_timestamp())
           order by a.attempt_at limit 500`,
    values: [workspaceId],
  });
}

/**
 * Settles rows whose lease has run out, once their attempts are settled. Free again: what was never tried (F7, L7), and
 * what a status since told to try again (L5). All others leave the queue: they are never sent again by themselves (P4).
 */
export async function settleExpired(db: Transaction, workspaceId: string): Promise<void> {
  const expired = "q.workspace_id = $1 and q.lease_id is not null and q.leased_until < clock_timestamp()";
  await db.execute({
    name: "delivery_free_expired",
    text: `update delivery_queue q set lease_id = null, leased_until = null where ${expired} and (
             not exists (select 1 from attempts a where a.workspace_id = q.workspace_id
               and a.message_id = q.message_id and a.lease_id = q.lease_id)
             or exists (select 1 from messages m where m.workspace_id = q.workspace_id and m.id = q.message_id
               and m.status = 'queued'))`,
    values: [workspaceId],
  });
  await db.execute({
    name: "delivery_drop_expired",
    text: `delete from delivery_queue q where ${expired}`,
    values: [workspaceId],
  });
}

/** Queued free text whose window has closed by the clock. */
export function findClosed(
  db: Transaction,
  workspaceId: string,
  closed: { before: Instant; kinds: readonly string[] },
): Promise<{ messageId: string; automatic: boolean }[]> {
  return db.query<{ messageId: string; automatic: boolean }>({
    name: "delivery_find_closed",
    text: `select q.message_id as "messageId", m.automatic from delivery_queue q
           join channels c on c.workspace_id = q.workspace_id and c.id = q.channel_id and c.kind = any($3::text[])
           join messages m on m.workspace_id = q.workspace_id and m.id = q.message_id and m.kind <> 'template'
           left join windows v on v.workspace_id = q.workspace_id and v.channel_id = q.channel_id
             and v.identity_id = m.identity_id
           where q.workspace_id = $1 and q.lease_id is null
             and (v.last_customer_message_at is null or v.last_customer_message_at <= $2)
           order by q.seq limit 500`,
    values: [workspaceId, new Date(closed.before), closed.kinds],
  });
}
