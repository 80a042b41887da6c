import { type Kysely, sql } from "kysely";

/** A form of a picture that WhatsApp does not take, as its bytes showed it when it came; null: none of these. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table uploads add column picture_form text").execute(db);
}
