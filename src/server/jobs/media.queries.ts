import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** An attachment whose bytes this process fetches now. `tries` counts this try and fences it. */
export type ClaimedAttachment = {
  workspaceId: string;
  id: string;
  messageId: string;
  threadId: string;
  messageStatus: string;
  channelId: string;
  channelKind: string;
  type: string;
  sha256: string | null;
  mediaId: string | null;
  part: number | null;
  journalId: string | null;
  journalReceivedAt: Instant | null;
  tries: number;
  blobKey: string;
  /** Where an earlier try may have left bytes. */
  earlierBlobKey: string | null;
};

/** Which of these workspaces have attachments that wait for a try now. */
export async function listWorkspacesWithMedia(
  db: Transaction,
  workspaceIds: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "jobs_list_workspaces_with_media",
    text: `select w.id from unnest($1::uuid[]) as w(id) where exists (
             select 1 from attachments a
             where a.workspace_id = w.id and a.state = 'pending' and a.next_try_at <= now())`,
    values: [workspaceIds],
  });
  return rows.map(({ id }) => id);
}

/** Takes the attachment that has waited longest; it comes back by itself when the lease is over. */
export async function claimAttachment(
  db: Transaction,
  workspaceId: string,
  { blobKey, leaseMs }: { blobKey: string; leaseMs: number },
): Promise<ClaimedAttachment | null> {
  const rows = await db.query<ClaimedAttachment>({
    name: "jobs_claim_attachment",
    text: `with due as (
             select a.id, a.blob_key from attachments a
             where a.workspace_id = $1 and a.state = 'pending' and a.next_try_at <= now()
             order by a.next_try_at, a.id limit 1 for update skip locked
           ), claimed as (
             update attachments a
             set tries = a.tries + 1, next_try_at = now() + $3 * interval '1 millisecond', blob_key = $2
             from due where a.workspace_id = $1 and a.id = due.id
             returning a.id, a.message_id, a.type, a.sha256, a.media_id, a.part, a.journal_id, a.journal_received_at,
               a.tries, due.blob_key as earlier_blob_key)
           select m.workspace_id as "workspaceId", c.id, c.message_id as "messageId", m.thread_id as "threadId",
             m.status as "messageStatus", h.id as "channelId", h.kind as "channelKind", c.type, c.sha256,
             c.media_id as "mediaId", c.part, c.journal_id as "journalId",
             c.journal_received_at as "journalReceivedAt", c.tries, $2 as "blobKey",
             c.earlier_blob_key as "earlierBlobKey"
           from claimed c
           join messages m on m.workspace_id = $1 and m.id = c.message_id
           join channels h on h.workspace_id = $1 and h.id = m.channel_id`,
    values: [workspaceId, blobKey, leaseMs],
  });
  return rows[0] ?? null;
}

/** The bytes as they came from outside; null when the journal keeps them no longer. */
export async function findJournalBody(
  db: Transaction,
  workspaceId: string,
  { journalId, receivedAt }: { journalId: string; receivedAt: Instant },
): Promise<Buffer | null> {
  const rows = await db.query<{ body: Buffer }>({
    name: "jobs_find_journal_body",
    text: "select body from webhook_journal where workspace_id = $1 and received_at = $2 and id = $3",
    values: [workspaceId, toTimestamp(receivedAt), journalId],
  });
  return rows[0]?.body ?? null;
}

/** The bytes are stored. False: another try was faster, or the attachment is gone. */
export async function markStored(
  db: Transaction,
  { workspaceId, id, tries, blobKey }: ClaimedAttachment,
  { type, size }: { type: string; size: number },
): Promise<boolean> {
  const touched = await db.execute({
    name: "jobs_mark_stored",
    text: `update attachments set state = 'stored', type = $5, size = $6
           where workspace_id = $1 and id = $2 and tries = $3 and blob_key = $4 and state = 'pending'`,
    values: [workspaceId, id, tries, blobKey, type, size],
  });
  return touched === 1;
}

/** The bytes will never come. False: another try was faster. */
export async function markUnavailable(
  db: Transaction,
  { workspaceId, id, tries }: ClaimedAttachment,
): Promise<boolean> {
  const touched = await db.execute({
    name: "jobs_mark_unavailable",
    text: `update attachments set state = 'unavailable', blob_key = null
           where workspace_id = $1 and id = $2 and tries = $3 and state = 'pending'`,
    values: [workspaceId, id, tries],
  });
  return touched === 1;
}

/** Lets the attachment wait for its next try; `counts` is false when this one was not the provider's fault. */
export async function postponeTry(
  db: Transaction,
  { workspaceId, id, tries }: ClaimedAttachment,
  { pauseMs, counts }: { pauseMs: number; counts: boolean },
): Promise<void> {
  await db.execute({
    name: "jobs_postpone_try",
    text: `update attachments
           set next_try_at = now() + $4 * interval '1 millisecond', tries = case when $5 then tries else tries - 1 end
           where workspace_id = $1 and id = $2 and tries = $3 and state = 'pending'`,
    values: [workspaceId, id, tries, pauseMs, counts],
  });
}
