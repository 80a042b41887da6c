import type pg from "pg";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { joinTransaction } from "../db/serial-transaction.ts";
import { newId } from "../ids.ts";
import { applyFacts } from "../record/apply-facts.ts";
import type { Fact } from "../record/facts.ts";
import { findOpenAttempts, findQueued, forgetQueue } from "./restored.queries.ts";

const mostAtOnce = 200;

/**
 * F32: what was queued or on its way when the backup was taken may have gone out since. Nobody knows, so it becomes
 * `unknown` and leaves the queue: only a person sends it again. Runs inside the transaction of the restore; answers how
 * many messages that were.
 */
export async function settleRestored(
  client: pg.ClientBase,
  { takenAt, now }: { takenAt: Instant; now: Instant },
): Promise<number> {
  const { rows } = await client.query<{ id: string }>("select id from auth.organizations order by id");
  const db = joinTransaction(client);
  let count = 0;
  for (const { id } of rows) {
    await client.query("select set_config('app.workspace_ids', $1, true)", [`{${id}}`]);
    count += await settleWorkspace(db, { workspaceId: id, takenAt, now });
    await db.settled();
  }
  return count;
}

type Restored = { workspaceId: string; takenAt: Instant; now: Instant };

async function settleWorkspace(db: Transaction, { workspaceId, takenAt, now }: Restored): Promise<number> {
  const outcome = { kind: "unknown", detail: "The backup is older than its end" } as const;
  const open = await findOpenAttempts(db, workspaceId);
  await applyInParts(db, now, open, ({ messageId, attemptId }) => [
    { type: "attempt-finished", workspaceId, messageId, attemptId, at: takenAt, outcome, retry: false },
  ]);
  const queued = await findQueued(db, workspaceId);
  // As if each had been tried right after the backup: that is what may have happened.
  await applyInParts(db, now, queued, (messageId) => {
    const attemptId = newId();
    const fact = { workspaceId, messageId, attemptId, at: takenAt };
    return [
      { type: "attempt-started", ...fact, leaseId: newId(), providerId: null },
      { type: "attempt-finished", ...fact, outcome, retry: false },
    ];
  });
  await forgetQueue(db, workspaceId);
  return new Set([...open.map(({ messageId }) => messageId), ...queued]).size;
}

async function applyInParts<Item>(
  db: Transaction,
  now: Instant,
  items: readonly Item[],
  factsOf: (item: Item) => Fact[],
): Promise<void> {
  for (let start = 0; start < items.length; start += mostAtOnce) {
    const facts = items.slice(start, start + mostAtOnce).flatMap(factsOf);
    await applyFacts(db, facts, { now, newId, cards: publishedRateCards });
  }
}
