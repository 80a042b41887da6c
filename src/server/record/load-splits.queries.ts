import type { JoinedFields } from "#domain/join-cards.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import type { Half, Part } from "./merges.ts";

/** Everybody whom a card took in, and whom they took in before, with their threads; itself, too. */
export function loadTakenIn(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<{ customerId: string; threadId: string }[]> {
  return db.query({
    name: "record_load_taken_in",
    text: `with recursive taken as (
        select id from customers where workspace_id = $1 and id = $2
        union
        select c.id from taken t join customers c on c.workspace_id = $1 and c.merged_into = t.id)
      select taken.id as "customerId", t.id as "threadId"
      from taken join threads t on t.workspace_id = $1 and t.customer_id = taken.id`,
    values: [workspaceId, customerId],
  });
}

/** What a merge left word of; null when it was made before they did. */
export async function loadMerge(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<{ at: Instant; joined: JoinedFields } | null> {
  const [row] = await db.query<{ at: Instant } & JoinedFields>({
    name: "record_load_merge",
    text: `select merged_at as at, before_fields as before, after_fields as after
      from merges where workspace_id = $1 and customer_id = $2`,
    values: [workspaceId, customerId],
  });
  return row === undefined ? null : { at: row.at, joined: { before: row.before, after: row.after } };
}

/** Items that are no words of anybody: they are not the newest item of a list, and nobody waits because of them. */
const quietKinds = "('system', 'reaction', 'edit', 'revoke')";

/**
 * What a thread is with the messages that go, and with those that stay. Who waits is who asked since the thread waits and
 * was not answered there; unread are the newest ones of as many as were unread.
 */
export function loadHalves(
  db: Transaction,
  workspaceId: string,
  thread: Part & { threadId: string; waitingSince: Instant | null; unread: number; isUndo: boolean },
): Promise<(Half & { goes: boolean })[]> {
  const { threadId, threadIds, identityIds, waitingSince, unread, isUndo } = thread;
  return db.query({
    name: "record_load_halves",
    text: `with own as (
        select id, channel_id, identity_id, automatic, direction, sent_at, seq, kind not in ${quietKinds} as is_shown,
          direction = 'in' and kind not in ${quietKinds} as asks,
          (source_thread_id = any($3::uuid[])
            or ((source_thread_id is null or not $7) and identity_id = any($4::uuid[]))) is true as goes
        from messages where workspace_id = $1 and thread_id = $2),
      placed as (
        select own.*, row_number() over (partition by asks order by sent_at desc, seq desc) as place,
          max(sent_at) filter (where direction = 'out' and not automatic) over (partition by goes) as answered_at
        from own)
      select goes, max(sent_at) filter (where is_shown) as "lastActivityAt", max(answered_at) as "lastPersonAt",
        max(sent_at) filter (where automatic) as "lastAutomaticAt",
        min(sent_at) filter (where asks and sent_at >= $5 and (answered_at is null or sent_at > answered_at))
          as "waitingSince",
        (count(*) filter (where asks and place <= $6))::integer as unread,
        (array_agg(id order by sent_at desc, seq desc) filter (where is_shown and not automatic))[1] as "shownId",
        (array_agg(id order by sent_at desc, seq desc) filter (where automatic))[1] as "automaticId",
        (array_agg(channel_id order by sent_at desc, seq desc) filter (where asks))[1] as "askedChannelId",
        (array_agg(identity_id order by sent_at desc, seq desc) filter (where asks))[1] as "askedIdentityId"
      from placed group by goes`,
    values: [
      workspaceId,
      threadId,
      threadIds,
      identityIds,
      waitingSince === null ? null : toTimestamp(waitingSince),
      unread,
      isUndo,
    ],
  });
}
