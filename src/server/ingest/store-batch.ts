import type { Instant } from "#domain/time.ts";
import type { Database } from "../db/connect.ts";
import { withWorkspaces } from "../db/connect.ts";
import { type Applied, applyFacts } from "../record/apply-facts.ts";
import type { RecordEnv } from "../record/env.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { insertJournal, insertQuarantine, saveCursor, touchChannels } from "./ingest.queries.ts";
import type { Submission } from "./submission.ts";

type Fault = Submission["reading"]["faults"][number];

/** Stores a batch in one transaction: raw bytes, threads, cursors. Throws when nothing was stored. */
export async function storeBatch(
  db: Database,
  batch: readonly Submission[],
  env: RecordEnv,
): Promise<Pick<Applied, "rings" | "unanswered">> {
  const workspaceIds = [...new Set(batch.map((item) => item.workspaceId))].sort();
  return await withWorkspaces(db, workspaceIds, async (db) => {
    insertJournal(db, batch);
    const facts = batch.flatMap((item) => item.reading.facts);
    const { rings, problems, unanswered } = await applyFacts(db, facts, env);
    const problemsOf = Map.groupBy(problems, ({ journalId }) => journalId);
    for (const item of batch) {
      const own = problemsOf.get(item.journalId) ?? [];
      for (const fault of byReason([...item.reading.faults, ...own])) {
        insertQuarantine(db, item, { ...fault, id: env.newId(), at: env.now });
      }
    }
    for (const item of sortByMailbox(batch.filter(({ cursor }) => cursor !== null))) {
      saveCursor(db, item);
    }
    const channelIds = [
      ...new Set(facts.flatMap((fact) => ("channelId" in fact && fact.channelId ? [fact.channelId] : []))),
    ];
    touchChannels(db, workspaceIds, { channelIds, at: env.now });
    return { rings, unanswered };
  });
}

/** Keeps a body that breaks the batch: journal and quarantine, and the cursor moves on, so that it blocks nobody (P7). */
export async function quarantineAlone(
  db: Database,
  item: Submission,
  { detail, env }: { detail: string; env: RecordEnv },
): Promise<void> {
  await withWorkspaces(db, [item.workspaceId], async (db) => {
    await lockWorkspaces(db, [item.workspaceId]);
    insertJournal(db, [item]);
    for (const fault of [{ reason: "refused-by-rules", detail }, ...byReason(item.reading.faults)]) {
      insertQuarantine(db, item, { ...fault, id: env.newId(), at: env.now satisfies Instant });
    }
    saveCursor(db, item);
  });
}

/** Two processes that read the same mailboxes take their cursors in one order. */
function sortByMailbox(batch: readonly Submission[]): Submission[] {
  const keyOf = ({ workspaceId, channelId }: Submission) => `${workspaceId} ${channelId}`;
  return batch.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

/** One quarantine row for each reason of a body is enough: its detail names every case once. */
function byReason(faults: readonly Fault[]): Fault[] {
  return [...Map.groupBy(faults, ({ reason }) => reason)].map(([reason, all]) => {
    return { reason, detail: detailOf(all) };
  });
}

/** What a quarantine row says of several faults of one reason. */
export function detailOf(faults: readonly Fault[]): string {
  const cases = new Set(faults.map(({ detail }) => detail));
  return [...cases].join(", ").slice(0, 500);
}
