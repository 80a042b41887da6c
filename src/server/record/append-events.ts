import type { LiveEvent } from "#contract/events.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { jsonParameter } from "./parameter.ts";
import type { WorkspaceRow } from "./rows.ts";

/** Appends events with the next sequence numbers of a workspace whose counter row is locked, and moves the counters on. */
export function appendEvents(
  db: Transaction,
  { workspace, events, now }: { workspace: WorkspaceRow; events: readonly LiveEvent[]; now: Instant },
): void {
  const first = workspace.eventSeq + 1;
  workspace.eventSeq += events.length;
  db.send({
    name: "record_append_events",
    text: `with moved as (
             update workspace_counters set event_seq = $2, message_seq = $3 where workspace_id = $1)
           insert into events (workspace_id, seq, at, kind, thread_id, payload)
           select $1, s, $4, k, t, p from unnest($5::bigint[], $6::text[], $7::uuid[], $8::jsonb[]) as e(s, k, t, p)`,
    values: [
      workspace.workspaceId,
      workspace.eventSeq,
      workspace.messageSeq,
      toTimestamp(now),
      events.map((_, index) => first + index),
      events.map((event) => event.kind),
      events.map((event) => ("threadId" in event ? event.threadId : null)),
      events.map(jsonParameter),
    ],
  });
}
