import type { Transaction } from "../db/connect.ts";
import { appendEvents } from "./append-events.ts";
import type { Draft, Tracked } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { insertRows, type Table, writeBackRows } from "./table.ts";
import {
  addressTable,
  allowanceTable,
  attachmentTable,
  attemptTable,
  chargeTable,
  conversationTable,
  customerTable,
  identityTable,
  messageTable,
  parkedTable,
  suggestionTable,
  threadTable,
  windowTable,
} from "./tables.ts";
import { deleteRows, enqueue, moveThread, putReactions, unqueue } from "./write.queries.ts";

/** Writes a decided draft back, in the lock order addresses → threads → messages → windows; counters are held already. */
export async function writeDraft(db: Transaction, draft: Draft, env: RecordEnv): Promise<void> {
  const { workspaceId } = draft.workspace;
  await writeTracked(db, customerTable, draft.customers);
  await writeTracked(db, identityTable, draft.identities);
  // Ended rows first: a value may pass from one customer to another within one batch.
  await writeBackRows(db, addressTable, rowsOf(draft.addresses, draft.addresses.changed));
  await insertRows(db, addressTable, rowsOf(draft.addresses, draft.addresses.added));
  await writeTracked(db, threadTable, draft.threads);
  for (const merge of draft.merges) {
    await moveThread(db, workspaceId, merge);
  }
  await writeTracked(db, messageTable, draft.messages);
  await deleteRows(db, "attempts", workspaceId, [...draft.attempts.removed]);
  await writeTracked(db, attemptTable, draft.attempts);
  await insertRows(db, attachmentTable, draft.attachments);
  await putReactions(db, [...draft.reactions.values()]);
  await deleteRows(db, "parked_statuses", workspaceId, [...draft.parked.removed]);
  await insertRows(db, parkedTable, rowsOf(draft.parked, draft.parked.added));
  await writeTracked(db, windowTable, draft.windows);
  await deleteRows(db, "conversations", workspaceId, [...draft.conversations.removed]);
  await writeTracked(db, conversationTable, draft.conversations);
  await insertRows(db, suggestionTable, rowsOf(draft.suggestions, draft.suggestions.added));
  await insertRows(db, chargeTable, draft.newCharges);
  await writeTracked(db, allowanceTable, draft.allowances);
  await enqueue(db, [...draft.queued.values()]);
  await unqueue(db, workspaceId, [...draft.unqueued]);
  await appendEvents(db, {
    workspace: draft.workspace,
    events: [...draft.events.values()],
    now: env.now,
  });
}

async function writeTracked<Row>(db: Transaction, table: Table<Row>, tracked: Tracked<Row>): Promise<void> {
  await writeBackRows(db, table, rowsOf(tracked, tracked.changed));
  await insertRows(db, table, rowsOf(tracked, tracked.added));
}

function rowsOf<Row>(tracked: Tracked<Row>, keys: ReadonlySet<string>): Row[] {
  return [...keys].flatMap((key) => {
    const row = tracked.rows.get(key);
    return row === undefined ? [] : [row];
  });
}
