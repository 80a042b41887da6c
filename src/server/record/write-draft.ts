import type { Transaction } from "../db/connect.ts";
import { appendEvents } from "./append-events.ts";
import { standstills } from "./channel-told.ts";
import type { Draft, Tracked } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { markStandstills, saveHealths } from "./health.queries.ts";
import { keepMerge, splitThread } from "./split.queries.ts";
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
  volumeTable,
  volumeTierTable,
  windowTable,
} from "./tables.ts";
import { deleteRows, enqueue, moveThread, putReactions, releaseOpened, unqueue } from "./write.queries.ts";
import { addDailyCosts, countMailAnswers, insertLostWindows } from "./write-costs.queries.ts";

/**
 * The steps that write a decided draft back, in the lock order addresses → threads → messages → windows; counters are held
 * already. Nobody waits for their answers; between two of them others may have the event loop.
 */
export function writeSteps(db: Transaction, draft: Draft, env: RecordEnv): (() => void)[] {
  const { workspaceId } = draft.workspace;
  return [
    () => writeTracked(db, customerTable, draft.customers),
    () => writeTracked(db, identityTable, draft.identities),
    // Ended rows first: a value may pass from one customer to another within one batch.
    () => writeChanged(db, addressTable, draft.addresses),
    () => insertRows(db, addressTable, rowsOf(draft.addresses, draft.addresses.added)),
    () => writeTracked(db, threadTable, draft.threads),
    () => releaseOpened(db, workspaceId, [...draft.opened]),
    ...draft.merges.map((merge) => () => {
      moveThread(db, workspaceId, merge);
      keepMerge(db, workspaceId, merge);
    }),
    ...draft.splits.map((split) => () => splitThread(db, workspaceId, split)),
    () => writeTracked(db, messageTable, draft.messages),
    () => deleteRows(db, "attempts", workspaceId, [...draft.attempts.removed]),
    () => writeTracked(db, attemptTable, draft.attempts),
    () => insertRows(db, attachmentTable, draft.attachments),
    () => putReactions(db, [...draft.reactions.values()]),
    () => deleteRows(db, "parked_statuses", workspaceId, [...draft.parked.removed]),
    () => insertRows(db, parkedTable, rowsOf(draft.parked, draft.parked.added)),
    () => writeTracked(db, windowTable, draft.windows),
    () => deleteRows(db, "conversations", workspaceId, [...draft.conversations.removed]),
    () => writeTracked(db, conversationTable, draft.conversations),
    () => insertRows(db, suggestionTable, rowsOf(draft.suggestions, draft.suggestions.added)),
    () => insertRows(db, chargeTable, draft.newCharges),
    () => writeTracked(db, allowanceTable, draft.allowances),
    () => writeTracked(db, volumeTable, draft.volumes),
    () => writeTracked(db, volumeTierTable, draft.volumeTiers),
    () => addDailyCosts(db, workspaceId, [...draft.dailyCosts.values()]),
    () => insertLostWindows(db, workspaceId, draft.lostWindows),
    () => countMailAnswers(db, workspaceId, draft.mailAnswers),
    () => writeHealths(db, draft, env),
    () => enqueue(db, [...draft.queued.values()]),
    () => unqueue(db, workspaceId, [...draft.unqueued]),
    () => appendEvents(db, { workspace: draft.workspace, events: [...draft.events.values()], now: env.now }),
  ];
}

function writeHealths(db: Transaction, draft: Draft, env: RecordEnv): void {
  const { workspaceId } = draft.workspace;
  if (draft.healths.size > 0) {
    const healths = [...draft.healths].map(([channelId, row]) => ({ channelId, ...row, checkedAt: null }));
    saveHealths(db, workspaceId, healths);
    markStandstills(db, workspaceId, standstills(draft, env.now));
  }
}

function writeTracked<Row extends { workspaceId: string }>(
  db: Transaction,
  table: Table<Row>,
  tracked: Tracked<Row>,
): void {
  writeChanged(db, table, tracked);
  insertRows(db, table, rowsOf(tracked, tracked.added));
}

function writeChanged<Row extends { workspaceId: string }>(
  db: Transaction,
  table: Table<Row>,
  tracked: Tracked<Row>,
): void {
  writeBackRows(db, table, rowsOf(tracked, tracked.changed), tracked.changedFields);
}

function rowsOf<Row>(tracked: Tracked<Row>, keys: ReadonlySet<string>): Row[] {
  return [...keys].flatMap((key) => {
    const row = tracked.rows.get(key);
    return row === undefined ? [] : [row];
  });
}
