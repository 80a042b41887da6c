import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { textParameter } from "./parameter.ts";
import type { QueueRow, ReactionRow } from "./rows.ts";

/** Deletes rows of one of record's own tables by id. */
export function deleteRows(
  db: Transaction,
  table: "attempts" | "conversations" | "parked_statuses",
  workspaceId: string,
  ids: readonly string[],
): void {
  if (ids.length > 0) {
    db.send({
      name: `record_delete_${table}`,
      text: `delete from ${table} where workspace_id = $1 and id = any($2::uuid[])`,
      values: [workspaceId, ids],
    });
  }
}

/** Puts reactions on, or takes them off (an empty emoji stays, so that an older one that comes late changes nothing). */
export function putReactions(db: Transaction, rows: readonly ReactionRow[]): void {
  if (rows.length > 0) {
    db.send({
      name: "record_put_reactions",
      text: `insert into reactions (workspace_id, message_id, identity_id, emoji, sent_at)
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])
             on conflict (workspace_id, message_id, identity_id) do update
               set emoji = excluded.emoji, sent_at = excluded.sent_at where reactions.sent_at <= excluded.sent_at`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.identityId),
        rows.map((row) => textParameter(row.emoji)),
        rows.map((row) => toTimestamp(row.sentAt)),
      ],
    });
  }
}

/** An open thread of somebody who may not sign in any more would be in nobody's view: it belongs to nobody. */
export function releaseOpened(db: Transaction, workspaceId: string, threadIds: readonly string[]): void {
  if (threadIds.length > 0) {
    db.send({
      name: "record_release_opened",
      text: `update threads set assignee_id = null
             where workspace_id = $1 and id = any($2::uuid[]) and assignee_id in (
               select user_id from auth.members where organization_id = $1 and deactivated_at is not null)`,
      values: [workspaceId, threadIds],
    });
  }
}

/**
 * Moves the history of a thread into the one that took it in; what was moved remembers its thread (N11). Mentions
 * are copied; drafts move to where nothing else is written.
 */
export function moveThread(
  db: Transaction,
  workspaceId: string,
  merge: { fromThreadId: string; intoThreadId: string; identityIds: readonly string[] },
): void {
  db.send({
    text: `update messages set thread_id = $3, source_thread_id = coalesce(source_thread_id, thread_id)
           where workspace_id = $1 and thread_id = $2`,
    values: [workspaceId, merge.fromThreadId, merge.intoThreadId],
  });
  db.send({
    text: `update conversations set thread_id = $3
           where workspace_id = $1 and thread_id = $2 and identity_id = any($4::uuid[])`,
    values: [workspaceId, merge.fromThreadId, merge.intoThreadId, merge.identityIds],
  });
  db.send({
    text: `insert into mentions (workspace_id, thread_id, user_id, message_id)
           select workspace_id, $3::uuid, user_id, message_id from mentions where workspace_id = $1 and thread_id = $2
           on conflict do nothing`,
    values: [workspaceId, merge.fromThreadId, merge.intoThreadId],
  });
  // Threads that the one taken in had taken in lead to where everything is now.
  db.send({
    text: "update threads set merged_into = $3 where workspace_id = $1 and merged_into = $2",
    values: [workspaceId, merge.fromThreadId, merge.intoThreadId],
  });
  db.send({
    text: `with moved as (
        delete from drafts d where d.workspace_id = $1 and d.thread_id = $2 and not exists (select 1 from drafts o
          where o.workspace_id = $1 and o.thread_id = $3 and o.member_id = d.member_id
            and o.channel_kind = d.channel_kind and o.text <> '')
        returning member_id, channel_kind, text, subject, answers_id, version)
      insert into drafts (workspace_id, thread_id, member_id, channel_kind, text, subject, answers_id, version)
      select $1, $3::uuid, member_id, channel_kind, text, subject, answers_id, version from moved
      on conflict (workspace_id, member_id, thread_id, channel_kind) do update
        set text = excluded.text, subject = excluded.subject, answers_id = excluded.answers_id,
          version = greatest(drafts.version, excluded.version) + 1`,
    values: [workspaceId, merge.fromThreadId, merge.intoThreadId],
  });
}

/**
 * Puts messages into the delivery queue, due now by the database's clock or after their pause. A retry that is planned
 * while the failed call is still in hand takes the row from its holder, who notices by the lease.
 */
export function enqueue(db: Transaction, rows: readonly QueueRow[]): void {
  if (rows.length > 0) {
    db.send({
      name: "record_enqueue",
      text: `insert into delivery_queue (workspace_id, message_id, channel_id, lane, seq, available_at)
             select w, m, c, l, s, now() + d * interval '1 millisecond'
             from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::float8[]) as q(w, m, c, l, s, d)
             on conflict (workspace_id, message_id) do update
               set available_at = excluded.available_at, lease_id = null, leased_until = null`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.channelId),
        rows.map((row) => row.lane),
        rows.map((row) => row.seq),
        rows.map((row) => row.delayMs ?? 0),
      ],
    });
  }
}

/** Takes messages out of the delivery queue that end without a call. */
export function unqueue(db: Transaction, workspaceId: string, messageIds: readonly string[]): void {
  if (messageIds.length > 0) {
    db.send({
      name: "record_unqueue",
      text: "delete from delivery_queue where workspace_id = $1 and message_id = any($2::uuid[])",
      values: [workspaceId, messageIds],
    });
  }
}

/** Tells the planner how young tables have grown. */
export function refreshStatistics(db: Transaction): void {
  db.send({ text: "select refresh_statistics()" });
}
