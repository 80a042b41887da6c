import { type Kysely, sql } from "kysely";

/** Who waited when a thread was resolved, so that taking it back loses nobody. */
const column = "alter table threads add column waited jsonb;";

/** Creates the column. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(column).execute(db);
}
