import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/** The longest pause between two signs of life of a channel that ended on a day: what is usual for it. */
const rhythm = `
create table channel_rhythm (
  workspace_id uuid not null,
  channel_id uuid not null,
  day date not null,
  longest_gap_ms bigint not null,
  primary key (workspace_id, channel_id, day)
);
${fenceOf("channel_rhythm")}
`;

/** Creates what silence is measured by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(rhythm).execute(db);
}
