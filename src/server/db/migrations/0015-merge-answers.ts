import { type Kysely, sql } from "kysely";

/** A person's answer to "may be the same person": two cards that are not are never suggested again (N5, N6). */
const columns = `
alter table merge_suggestions add column dismissed_at timestamptz;
alter table merge_suggestions add column dismissed_by uuid;
`;

/** Lets a suggestion be answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db);
}
