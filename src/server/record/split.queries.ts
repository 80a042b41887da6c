import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import type { Merge, Split } from "./merges.ts";
import { jsonParameter } from "./parameter.ts";

/**
 * Keeps what an undo of the merge needs, and joins tags and notes: those that the thread had not, the notes one below the
 * other. Whoever edits the card meanwhile sees that it changed.
 */
export function keepMerge(db: Transaction, workspaceId: string, merge: Merge): void {
  db.send({
    text: `with f as (select notes from customers where workspace_id = $1 and id = $2),
      i as (select notes from customers where workspace_id = $1 and id = $3),
      n as (select i.notes as before_notes,
          left(case when i.notes = '' then f.notes else i.notes || E'\\n\\n' || f.notes end, 10000) as after_notes
        from i, f where f.notes <> ''),
      written as (update customers c set version = c.version + 1, notes = coalesce((select after_notes from n), c.notes)
        where c.workspace_id = $1 and c.id = $3),
      tagged as (insert into thread_tags (workspace_id, thread_id, tag_id)
        select workspace_id, $10::uuid, tag_id from thread_tags where workspace_id = $1 and thread_id = $9
        on conflict do nothing returning tag_id)
      insert into merges (workspace_id, customer_id, into_id, because, merged_by, merged_at, before_fields, after_fields,
        before_notes, after_notes, tag_ids)
      select $1, $2, $3, $4, $5, $6, $7, $8, (select before_notes from n), (select after_notes from n),
        array(select tag_id from tagged)
      on conflict (workspace_id, customer_id) do update set into_id = excluded.into_id, because = excluded.because,
        merged_by = excluded.merged_by, merged_at = excluded.merged_at, before_fields = excluded.before_fields,
        after_fields = excluded.after_fields, before_notes = excluded.before_notes,
        after_notes = excluded.after_notes, tag_ids = excluded.tag_ids`,
    values: [
      workspaceId,
      merge.fromCustomerId,
      merge.intoCustomerId,
      merge.because,
      merge.by,
      toTimestamp(merge.at),
      jsonParameter(merge.joined.before),
      jsonParameter(merge.joined.after),
      merge.fromThreadId,
      merge.intoThreadId,
    ],
  });
}

/** Moves a part of a thread's history into another thread; of an undone merge, tags and notes go back too. */
export function splitThread(db: Transaction, workspaceId: string, split: Split): void {
  const { threadId, intoThreadId, threadIds, identityIds, isUndo } = split;
  db.send({
    text: `update messages set thread_id = $3,
        source_thread_id = case when $6 then nullif(source_thread_id, $3) end
      where workspace_id = $1 and thread_id = $2 and (source_thread_id = any($4::uuid[])
        or ((source_thread_id is null or not $6) and identity_id = any($5::uuid[])))`,
    values: [workspaceId, threadId, intoThreadId, threadIds, identityIds, isUndo],
  });
  db.send({
    text: `update conversations set thread_id = $3
      where workspace_id = $1 and thread_id = $2 and identity_id = any($4::uuid[])`,
    values: [workspaceId, threadId, intoThreadId, identityIds],
  });
  db.send({
    text: `with gone as (delete from mentions n using messages m
        where n.workspace_id = $1 and n.thread_id = $2
          and m.workspace_id = $1 and m.id = n.message_id and m.thread_id = $3
        returning n.user_id, n.message_id)
      insert into mentions (workspace_id, thread_id, user_id, message_id)
      select $1, $3, user_id, message_id from gone on conflict do nothing`,
    values: [workspaceId, threadId, intoThreadId],
  });
  if (isUndo) {
    undoMerge(db, workspaceId, split);
  }
}

function undoMerge(db: Transaction, workspaceId: string, split: Split): void {
  const { threadId, intoThreadId, customerId, intoCustomerId, threadIds } = split;
  db.send({
    text: `update threads set merged_into = $2
      where workspace_id = $1 and id = any($3::uuid[]) and id <> $2`,
    values: [workspaceId, intoThreadId, threadIds],
  });
  db.send({
    text: `with undone as (delete from merges where workspace_id = $1 and customer_id = $3
        returning before_notes, after_notes, tag_ids),
      untagged as (delete from thread_tags t using undone
        where t.workspace_id = $1 and t.thread_id = $4 and t.tag_id = any(undone.tag_ids))
      update customers c set version = c.version + 1,
        notes = coalesce((select before_notes from undone where after_notes = c.notes), c.notes)
      where c.workspace_id = $1 and c.id = $2`,
    values: [workspaceId, customerId, intoCustomerId, threadId],
  });
}
