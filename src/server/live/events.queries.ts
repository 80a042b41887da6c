import type { Transaction } from "../db/connect.ts";

/** One event as it goes over the wire, made by the database: nothing of it is looked at again here. */
export type EventRow = { seq: number; payload: string };

/** Events after a sequence number, in order. */
export async function listEventsAfter(
  db: Transaction,
  { workspaceId, seq, limit }: { workspaceId: string; seq: number; limit: number },
): Promise<EventRow[]> {
  return db.query<EventRow>({
    name: "live_list_events_after",
    text: `select seq, payload::text as payload from events
      where workspace_id = $1 and seq > $2 order by seq limit $3`,
    values: [workspaceId, seq, limit],
  });
}

/** The newest sequence number of each workspace. */
export async function listNewest(
  db: Transaction,
  workspaceIds: readonly string[],
): Promise<{ workspaceId: string; seq: number }[]> {
  return db.query<{ workspaceId: string; seq: number }>({
    name: "live_list_newest",
    text: `select workspace_id as "workspaceId", event_seq as seq from workspace_counters
      where workspace_id = any($1::uuid[])`,
    values: [workspaceIds],
  });
}

/** The newest sequence number, and the oldest one that is still kept (null: none is). */
export async function findEventRange(
  db: Transaction,
  workspaceId: string,
): Promise<{ newest: number; oldest: number | null }> {
  const rows = await db.query<{ newest: number; oldest: number | null }>({
    name: "live_find_event_range",
    text: `select c.event_seq as newest,
        (select e.seq from events e where e.workspace_id = c.workspace_id order by e.seq limit 1) as oldest
      from workspace_counters c where c.workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? { newest: 0, oldest: null };
}
