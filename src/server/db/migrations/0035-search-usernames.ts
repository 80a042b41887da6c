import { type Kysely, sql } from "kysely";

/** Customers are found by their username, too: they are made searchable once more, all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table search_progress no force row level security;
      update search_progress set people_after = '00000000-0000-0000-0000-000000000000';
      alter table search_progress force row level security;`,
    )
    .execute(db);
}
