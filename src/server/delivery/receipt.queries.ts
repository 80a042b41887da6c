import type { WindowRecord } from "#domain/window.ts";
import type { Transaction } from "../db/connect.ts";

/** A queue row that a receipt speaks of. */
export type HeldRow = { workspaceId: string; messageId: string; leaseId: string | null; tries: number };

/** Locks the queue rows of messages, in order. */
export function lockRows(
  db: Transaction,
  keys: readonly { workspaceId: string; messageId: string }[],
): Promise<HeldRow[]> {
  return db.query<HeldRow>({
    name: "delivery_lock_rows",
    text: `select q.workspace_id as "workspaceId", q.message_id as "messageId", q.lease_id as "leaseId", q.tries
           from unnest($1::uuid[], $2::uuid[]) as k(workspace_id, message_id)
           join delivery_queue q on q.workspace_id = k.workspace_id and q.message_id = k.message_id
           order by q.workspace_id, q.message_id for update of q`,
    values: [keys.map((key) => key.workspaceId), keys.map((key) => key.messageId)],
  });
}

/**
 * Plain equality would let the planner walk the index of all rows in hand instead of the key: it takes that partial index for
 * a small one.
 */
const isHeld = "q.lease_id is not distinct from k.lease_id";

/** Takes settled messages out of the queue, each only under its own lease. */
export function deleteHeld(
  db: Transaction,
  rows: readonly { workspaceId: string; messageId: string; leaseId: string }[],
): void {
  if (rows.length > 0) {
    db.send({
      name: "delivery_delete_held",
      text: `delete from delivery_queue q using unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k(workspace_id, message_id, lease_id)
             where q.workspace_id = k.workspace_id and q.message_id = k.message_id and ${isHeld}`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.leaseId),
      ],
    });
  }
}

/**
 * Puts messages back whose status overtook the answer and asked for a new attempt (L5): they are queued by now, and the
 * end of this call must not take them out of the queue.
 */
export function releasePlanned(
  db: Transaction,
  rows: readonly { workspaceId: string; messageId: string; leaseId: string }[],
  delayMs: number,
): void {
  if (rows.length > 0) {
    db.send({
      name: "delivery_release_planned",
      text: `update delivery_queue q set lease_id = null, leased_until = null, tries = q.tries + 1,
               available_at = clock_timestamp() + $4 * interval '1 millisecond'
             from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k(workspace_id, message_id, lease_id)
             join messages m on m.workspace_id = k.workspace_id and m.id = k.message_id and m.status = 'queued'
             where q.workspace_id = k.workspace_id and q.message_id = k.message_id and ${isHeld}`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.leaseId),
        delayMs,
      ],
    });
  }
}

/** Puts messages back that will be tried again after a pause, each only under its own lease. */
export function releaseHeld(
  db: Transaction,
  rows: readonly {
    workspaceId: string;
    messageId: string;
    leaseId: string;
    delayMs: number;
    /** 1 for a call that was made, 0 for one that was not. */
    tried: number;
  }[],
): void {
  if (rows.length > 0) {
    db.send({
      name: "delivery_release_held",
      text: `update delivery_queue q set lease_id = null, leased_until = null, tries = q.tries + k.tried,
               available_at = clock_timestamp() + k.delay * interval '1 millisecond'
             from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::integer[])
               as k(workspace_id, message_id, lease_id, delay, tried)
             where q.workspace_id = k.workspace_id and q.message_id = k.message_id and ${isHeld}`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.leaseId),
        rows.map((row) => row.delayMs),
        rows.map((row) => row.tried),
      ],
    });
  }
}

/** Windows, as they stand now, of messages that were not called because theirs seemed to have closed. */
export function loadWindowsOf(
  db: Transaction,
  keys: readonly { workspaceId: string; messageId: string }[],
): Promise<(WindowRecord & { messageId: string })[]> {
  return db.query<WindowRecord & { messageId: string }>({
    name: "delivery_load_windows_of",
    text: `select m.id as "messageId", w.last_customer_message_at as "lastCustomerMessageAt",
             w.refused_attempt_at as "refusedAttemptAt"
           from unnest($1::uuid[], $2::uuid[]) as k(workspace_id, id)
           join messages m on m.workspace_id = k.workspace_id and m.id = k.id
           join windows w on w.workspace_id = m.workspace_id and w.channel_id = m.channel_id
             and w.identity_id = m.identity_id`,
    values: [keys.map((key) => key.workspaceId), keys.map((key) => key.messageId)],
  });
}
