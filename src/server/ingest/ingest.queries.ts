import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { jsonParameter, textParameter } from "../record/parameter.ts";
import type { Submission } from "./submission.ts";

/**
 * Keeps the raw bytes of a batch: one parameter holds all bodies, so that they travel as bytes and not as text. A body
 * that is stored in parts is kept once.
 */
export function insertJournal(db: Transaction, batch: readonly Submission[]): void {
  let next = 1;
  const starts = batch.map(({ body }) => {
    const start = next;
    next += body.length;
    return start;
  });
  db.send({
    name: "ingest_insert_journal",
    text: `insert into webhook_journal (workspace_id, id, received_at, source, channel_id, body)
           select w, i, r, s, c, substring($6::bytea from o for l)
           from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $7::int[], $8::int[])
             as j(w, i, r, s, c, o, l)
           on conflict do nothing`,
    values: [
      batch.map((item) => item.workspaceId),
      batch.map((item) => item.journalId),
      batch.map((item) => toTimestamp(item.receivedAt)),
      batch.map((item) => item.source),
      batch.map((item) => item.channelId),
      Buffer.concat(batch.map((item) => item.body)),
      starts,
      batch.map((item) => item.body.length),
    ],
  });
}

/** What the provider told of templates, until their list is read again: a webhook says more than the list does. */
export function noteTemplateChanges(
  db: Transaction,
  { workspaceId, receivedAt, reading }: Submission,
  { newId }: { newId(): string },
): void {
  const told = reading.templateChanges;
  db.send({
    text: `insert into template_changes (workspace_id, id, account_ref, name, language, change, told_at)
           select $1, v.*, $7 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
             as v(id, account_ref, name, language, change)`,
    values: [
      workspaceId,
      told.map(() => newId()),
      told.map(({ accountRef }) => accountRef),
      told.map(({ name }) => name),
      told.map(({ language }) => language),
      told.map(({ change }) => jsonParameter(change)),
      toTimestamp(receivedAt),
    ],
  });
}

/** Something of a body could not be filed: it waits for a person, with the raw bytes. */
export function insertQuarantine(
  db: Transaction,
  item: Submission,
  fault: { reason: string; detail: string; id: string; at: Instant },
): void {
  db.send({
    text: `insert into quarantine (workspace_id, id, source, channel_id, reason, detail, body, received_at, quarantined_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      item.workspaceId,
      fault.id,
      item.source,
      item.channelId,
      fault.reason,
      textParameter(fault.detail),
      item.body,
      toTimestamp(item.receivedAt),
      toTimestamp(fault.at),
    ],
  });
}

/** Remembers how far a mailbox was read, together with the mail itself. */
export function saveCursor(
  db: Transaction,
  item: Pick<Submission, "workspaceId" | "channelId" | "cursor">,
): void {
  if (item.cursor === null) {
    return;
  }
  db.send({
    name: "ingest_save_cursor",
    text: `insert into mailbox_cursors (workspace_id, channel_id, uid_validity, uid) values ($1, $2, $3, $4)
           on conflict (workspace_id, channel_id) do update set uid_validity = excluded.uid_validity,
             uid = case when mailbox_cursors.uid_validity = excluded.uid_validity
                        then greatest(mailbox_cursors.uid, excluded.uid) else excluded.uid end`,
    values: [item.workspaceId, item.channelId, item.cursor.uidValidity, item.cursor.uid],
  });
}

/** Where reading a mailbox goes on; null when it was never read. */
export async function findCursor(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<{ uid: number; uidValidity: string } | null> {
  const [row] = await db.query<{ uid: number; uidValidity: string }>({
    text: `select uid, uid_validity as "uidValidity" from mailbox_cursors where workspace_id = $1 and channel_id = $2`,
    values: [workspaceId, channelId],
  });
  return row ?? null;
}

/** Marks channels as heard from, and how long they were not; once a minute is enough. */
export function touchChannels(
  db: Transaction,
  workspaceIds: readonly string[],
  { channelIds, at }: { channelIds: readonly string[]; at: Instant },
): void {
  db.send({
    name: "ingest_touch_channels",
    text: `with before as (
             select workspace_id, id, last_inbound_at from channels
             where workspace_id = any($1::uuid[]) and id = any($2::uuid[])
               and (last_inbound_at is null or last_inbound_at < $3::timestamptz - interval '1 minute')
             order by workspace_id, id for update
           ), heard as (
             update channels c set last_inbound_at = $3 from before
             where c.workspace_id = before.workspace_id and c.id = before.id
             returning c.workspace_id, c.id, before.last_inbound_at)
           insert into channel_rhythm (workspace_id, channel_id, day, longest_gap_ms)
           select workspace_id, id, ($3::timestamptz at time zone 'UTC')::date,
             extract(epoch from $3::timestamptz - last_inbound_at) * 1000
           from heard where last_inbound_at is not null
           on conflict (workspace_id, channel_id, day) do update
             set longest_gap_ms = greatest(channel_rhythm.longest_gap_ms, excluded.longest_gap_ms)`,
    values: [workspaceIds, channelIds, toTimestamp(at)],
  });
}
