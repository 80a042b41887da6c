import { type Kysely, sql } from "kysely";

/** Whether the Enter key alone sends, for short messages and for mails, as each member wants it. */
const columns = `
alter table member_preferences
  add column enter_sends_chat boolean not null default true,
  add column enter_sends_email boolean not null default false;`;

/** Creates the columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db);
}
