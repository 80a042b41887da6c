import type pg from "pg";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";

/** Whether files of messages have yet to be taken out of bodies that came from `from` on and before `to`. */
export async function isJournalNeeded(
  client: pg.ClientBase,
  workspaceIds: readonly string[],
  { from, to }: { from: Instant; to: Instant },
): Promise<boolean> {
  await seeWorkspaces(client, workspaceIds);
  const { rows } = await client.query<{ needed: boolean }>(
    `select exists (select from unnest($1::uuid[]) as w(id) where exists (
       select from attachments a where a.workspace_id = w.id and a.state = 'pending'
         and a.journal_received_at >= $2 and a.journal_received_at < $3)) as needed`,
    [workspaceIds, toTimestamp(from), toTimestamp(to)],
  );
  return rows[0]?.needed ?? true;
}

/** Deletes what is older than it is kept and in no day's partition, unless it is needed. */
export async function deleteLeftovers(
  client: pg.ClientBase,
  workspaceIds: readonly string[],
  before: { journal: Instant; events: Instant },
): Promise<void> {
  await seeWorkspaces(client, workspaceIds);
  await client.query(
    `delete from webhook_journal_default j where j.workspace_id = any($1::uuid[]) and j.received_at < $2
       and not exists (select from attachments a
         where a.workspace_id = j.workspace_id and a.journal_id = j.id and a.state = 'pending')`,
    [workspaceIds, toTimestamp(before.journal)],
  );
  await client.query("delete from events_default where workspace_id = any($1::uuid[]) and at < $2", [
    workspaceIds,
    toTimestamp(before.events),
  ]);
}

/** The fence binds the owner too: until the transaction ends these workspaces' rows show. */
async function seeWorkspaces(client: pg.ClientBase, workspaceIds: readonly string[]): Promise<void> {
  await client.query("select set_config('app.workspace_ids', $1, true)", [`{${workspaceIds.join(",")}}`]);
}
