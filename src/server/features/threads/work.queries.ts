import { type ThreadStatus, takenBackMs } from "#domain/thread-work.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** The part of a thread that people edit. */
export type WorkRow = {
  id: string;
  version: number;
  status: ThreadStatus;
  snoozedUntil: Instant | null;
  assigneeId: string | null;
  tagIds: string[];
  /** Set when the newest item is the customer's. */
  customerMessageId: string | null;
};

/** Threads by id, locked in one order until the commit; merged ones are no threads any more. */
export async function lockThreads(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<WorkRow[]> {
  return db.query<WorkRow>({
    name: "work_lock_threads",
    text: `select t.id, t.version, t.status, t.assignee_id as "assigneeId",
        case when t.status = 'snoozed' then t.snoozed_until end as "snoozedUntil",
        case when t.last_message->>'direction' = 'in' then t.last_message_id end as "customerMessageId",
        array(select x.tag_id from thread_tags x where x.workspace_id = t.workspace_id and x.thread_id = t.id
          order by x.tag_id) as "tagIds"
      from threads t where t.workspace_id = $1 and t.id = any($2::uuid[]) and t.merged_into is null
      order by t.id for update of t`,
    values: [workspaceId, ids],
  });
}

/**
 * Resolving answers the thread: nobody waits any more. Reopening makes nobody wait, unless it takes back a resolution of a
 * moment ago and nobody has answered meanwhile.
 */
export function writeWork(
  db: Transaction,
  thread: Pick<WorkRow, "id" | "status" | "snoozedUntil" | "assigneeId"> & {
    workspaceId: string;
    now: Instant;
  },
): void {
  const { workspaceId, id, status, snoozedUntil, assigneeId, now } = thread;
  const isTakenBack = `status = 'resolved' and (waited->>'at')::timestamptz >= $7::timestamptz
    and (last_person_at is null or last_person_at < (waited->>'at')::timestamptz)`;
  const waiting = Object.entries({ since: "timestamptz", channel_id: "uuid", identity_id: "uuid" })
    .map(
      ([name, type]) => `waiting_${name} = case when $3 = 'resolved' then null
        when ${isTakenBack} then (waited->>'${name}')::${type} else waiting_${name} end`,
    )
    .join(", ");
  db.send({
    name: "work_write_thread",
    text: `update threads set status = $3, snoozed_until = $4, assignee_id = $5, version = version + 1, ${waiting},
        waited = case when $3 <> 'resolved' then null when status = 'resolved' then waited
          when waiting_since is not null then jsonb_build_object('since', waiting_since, 'channel_id', waiting_channel_id,
            'identity_id', waiting_identity_id, 'at', $6::timestamptz) end
      where workspace_id = $1 and id = $2`,
    values: [
      workspaceId,
      id,
      status,
      snoozedUntil === null ? null : toTimestamp(snoozedUntil),
      assigneeId,
      toTimestamp(now),
      toTimestamp(now - takenBackMs),
    ],
  });
}

/** Who is resolved while she waits and her window is closed lost it (D10). */
export function keepLostWindow(
  db: Transaction,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Instant },
): void {
  db.send({
    name: "work_keep_lost_window",
    text: `insert into lost_windows (workspace_id, closed_at, channel_id, identity_id, thread_id, ended_at, ended_by)
      select t.workspace_id, w.last_customer_message_at + interval '24 hours', w.channel_id, w.identity_id, t.id,
        $3::timestamptz, 'resolved'
      from threads t join windows w on w.workspace_id = t.workspace_id and w.channel_id = t.waiting_channel_id
        and w.identity_id = t.waiting_identity_id
      where t.workspace_id = $1 and t.id = $2 and t.waiting_since is not null
        and w.last_customer_message_at + interval '24 hours' <= $3::timestamptz
      on conflict (workspace_id, closed_at, channel_id, identity_id) do nothing`,
    values: [workspaceId, id, toTimestamp(now)],
  });
}

/** Puts tags on a thread and takes tags off it. */
export function writeTags(
  db: Transaction,
  thread: { workspaceId: string; id: string; added: readonly string[]; removed: readonly string[] },
): void {
  const { workspaceId, id, added, removed } = thread;
  if (added.length > 0) {
    db.send({
      name: "work_add_tags",
      text: `insert into thread_tags (workspace_id, thread_id, tag_id)
        select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
      values: [workspaceId, id, added],
    });
  }
  if (removed.length > 0) {
    db.send({
      name: "work_remove_tags",
      text: "delete from thread_tags where workspace_id = $1 and thread_id = $2 and tag_id = any($3::uuid[])",
      values: [workspaceId, id, removed],
    });
  }
}

/** Workspaces with threads whose time has come. */
export async function listWorkspacesToWake(
  db: Transaction,
  { workspaceIds, now }: { workspaceIds: readonly string[]; now: Instant },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "work_list_workspaces_to_wake",
    text: `select w.id from unnest($1::uuid[]) as w(id) where exists (
        select from threads t where t.workspace_id = w.id and t.status = 'snoozed' and t.snoozed_until <= $2
          and t.merged_into is null)`,
    values: [workspaceIds, toTimestamp(now)],
  });
  return rows.map(({ id }) => id);
}

/** Opens the threads whose time has come, and brings them up in the list; answers their ids. */
export async function wakeThreads(
  db: Transaction,
  { workspaceId, now, most }: { workspaceId: string; now: Instant; most: number },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "work_wake_threads",
    text: `update threads set status = 'open', snoozed_until = null, version = version + 1,
        last_activity_at = greatest(last_activity_at, $2)
      where workspace_id = $1 and id in (
        select id from threads where workspace_id = $1 and status = 'snoozed' and snoozed_until <= $2
          and merged_into is null order by snoozed_until, id limit $3)
      returning id`,
    values: [workspaceId, toTimestamp(now), most],
  });
  return rows.map(({ id }) => id);
}

/** Whether there is such a thread. */
export async function isThread(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    name: "work_is_thread",
    text: "select exists (select from threads where workspace_id = $1 and id = $2) as found",
    values: [workspaceId, id],
  });
  return rows[0]?.found ?? false;
}
