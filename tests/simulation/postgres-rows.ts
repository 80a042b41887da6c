import type { LiveEvent } from "#contract/events.ts";
import type { Transaction } from "#server/db/connect.ts";
import type { Table } from "#server/record/table.ts";
import {
  allowanceTable,
  attemptTable,
  chargeTable,
  conversationTable,
  messageTable,
  threadTable,
  windowTable,
} from "#server/record/tables.ts";
import type { Rows } from "./store.ts";

/** Reads everything of a workspace that the invariants look at. */
export async function readRows(db: Transaction, workspaceId: string): Promise<Rows> {
  const all = <Row extends { workspaceId: string }>({ name, list }: Table<Row>, order = "1") =>
    db.query<Row>({
      text: `select ${list} from ${name} t where t.workspace_id = $1 order by ${order}`,
      values: [workspaceId],
    });
  const read = <Row extends object>(text: string) =>
    db.query<Row & Record<string, unknown>>({ text, values: [workspaceId] });
  const events = await read<{ payload: LiveEvent }>(
    "select payload from events where workspace_id = $1 order by seq",
  );
  const [quarantine] = await read<{ count: number }>(
    "select count(*)::int as count from quarantine where workspace_id = $1",
  );
  return {
    messages: await all(messageTable, "t.seq"),
    attempts: await all(attemptTable, "t.attempt_at"),
    threads: await all(threadTable),
    windows: await all(windowTable),
    conversations: await all(conversationTable),
    charges: await all(chargeTable, "t.message_id, t.entry"),
    allowances: await all(allowanceTable),
    queue: await read(
      `select message_id as "messageId", lease_id as "leaseId" from delivery_queue where workspace_id = $1`,
    ),
    events: events.map(({ payload }) => payload),
    quarantined: quarantine?.count ?? 0,
  };
}
