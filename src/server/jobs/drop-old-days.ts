import type pg from "pg";
import { dayMs, type Instant } from "#domain/time.ts";
import type { KeptDays } from "../config.ts";
import type { Context } from "../context.ts";
import { dropDay, inTurn, listDaysBefore } from "../db/drop-day.ts";
import { deleteLeftovers, isJournalNeeded } from "./retention.queries.ts";

type Retention = { owner: pg.Pool; keepDays: KeptDays; workspaceIds: readonly string[] };

/**
 * Drops days of the journal and of the events that nobody needs any more. A body whose attachments are not stored yet
 * keeps its day; what is in quarantine has bytes of its own. Whoever missed events that are gone loads afresh.
 */
export async function dropOldDays(
  ctx: Pick<Context, "now" | "log">,
  { owner, keepDays, workspaceIds }: Retention,
): Promise<void> {
  const journal = ctx.now() - keepDays.journal * dayMs;
  await dropDays(ctx, owner, {
    table: "webhook_journal",
    before: journal,
    isNeeded: (client, day) => isJournalNeeded(client, workspaceIds, day),
  });
  const events = ctx.now() - keepDays.events * dayMs;
  await dropDays(ctx, owner, { table: "events", before: events, isNeeded: async () => false });
  // What came while its day had no partition, and what was replayed after its day was dropped.
  await inTurn(owner, async (client) => {
    await deleteLeftovers(client, workspaceIds, { journal, events });
    return "deleted";
  });
}

async function dropDays(
  { log }: Pick<Context, "log">,
  owner: pg.Pool,
  table: {
    table: string;
    before: Instant;
    isNeeded(client: pg.ClientBase, day: { from: Instant; to: Instant }): Promise<boolean>;
  },
): Promise<void> {
  for (const day of await listDaysBefore(owner, table.table, table.before)) {
    const end = await dropDay(owner, table.table, day, (client) => table.isNeeded(client, day));
    log.info({ partition: day.partition, end }, "A day is older than what is kept");
    if (end === "busy") {
      // Whoever is in the way of this day is in the way of the others; the next run finds them all.
      return;
    }
  }
}
