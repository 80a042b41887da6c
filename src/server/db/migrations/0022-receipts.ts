import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/** What customers are told of the team's reading and writing; a workspace without a row tells that it read. */
const table = `
create table receipt_settings (
  workspace_id uuid primary key,
  read_receipts boolean not null,
  typing boolean not null,
  version integer not null default 1
);
${fenceOf("receipt_settings")}
`;

/** Creates the settings of receipts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(db);
}
