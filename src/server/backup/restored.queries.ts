import type { Transaction } from "../db/connect.ts";

/** Attempts whose end was not known. */
export function findOpenAttempts(
  db: Transaction,
  workspaceId: string,
): Promise<{ messageId: string; attemptId: string }[]> {
  return db.query<{ messageId: string; attemptId: string }>({
    text: `select message_id as "messageId", id as "attemptId" from attempts
           where workspace_id = $1 and not settled order by attempt_at, id`,
    values: [workspaceId],
  });
}

/** Messages that waited for a call, or seem to be in one of which there is no attempt. */
export async function findQueued(db: Transaction, workspaceId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `select id from messages
           where workspace_id = $1 and direction = 'out' and status in ('queued', 'sending') order by seq`,
    values: [workspaceId],
  });
  return rows.map(({ id }) => id);
}

/** Empties the delivery queue. */
export async function forgetQueue(db: Transaction, workspaceId: string): Promise<void> {
  await db.execute({ text: "delete from delivery_queue where workspace_id = $1", values: [workspaceId] });
}
