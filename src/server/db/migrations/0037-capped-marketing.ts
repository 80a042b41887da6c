import { type Kysely, sql } from "kysely";

/** What the cap on marketing stopped (131049), by thread: asked whenever a thread is opened, and hardly ever there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index messages_capped on messages (workspace_id, thread_id, sent_at desc, seq desc)
        where status = 'failed' and failure->>'reason' = 'marketing-cap'`,
    )
    .execute(db);
}
