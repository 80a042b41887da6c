import { type Kysely, sql } from "kysely";
import { refenceOf } from "./fence.ts";

/**
 * Every inbound message rewrites its window, thread and identity. A window's row has no index on what changes any more,
 * and all three leave room on their pages, so that a rewrite stays where it was; the queue "closing" walks the waiting
 * threads. Threads are never deleted and only `record` inserts messages, always into a thread that it holds: the foreign
 * key asked and locked the thread again for each of them (decision 0006).
 */
const lighter = `
drop index windows_closing;
alter table windows set (fillfactor = 70);
alter table threads set (fillfactor = 70);
alter table identities set (fillfactor = 70);
alter table messages drop constraint messages_workspace_id_thread_id_fkey;
`;

/** Makes the rows of a message cheaper to write, and the policy cheaper to ask. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(lighter).execute(db);
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polname = 'own_workspaces' order by 1`.execute(db);
  for (const { name } of rows) {
    await sql.raw(refenceOf(name)).execute(db);
  }
}
