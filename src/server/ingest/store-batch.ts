import { type Instant, minuteMs } from "#domain/time.ts";
import type { Database } from "../db/connect.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { type Applied, applyFacts } from "../record/apply-facts.ts";
import type { RecordEnv } from "../record/env.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import type { PeopleMemory } from "../record/people-memory.ts";
import {
  insertJournal,
  insertQuarantine,
  noteTemplateChanges,
  saveCursor,
  touchChannels,
} from "./ingest.queries.ts";
import { keepWaiting, lockWaiting, markReplayed } from "./quarantine.queries.ts";
import type { Submission } from "./submission.ts";

type Fault = Submission["reading"]["faults"][number];

/** Stores a batch in one transaction: raw bytes, threads, cursors. Throws when nothing was stored. */
export async function storeBatch(
  db: Database,
  batch: readonly Submission[],
  { env, heard, people }: { env: RecordEnv; heard: Heard; people: PeopleMemory },
): Promise<Pick<Applied, "rings" | "unanswered" | "moves">> {
  const workspaceIds = [...new Set(batch.map((item) => item.workspaceId))].sort();
  const heardNow = new Set<string>();
  const tellings: (() => void)[] = [];
  const applied = await withWorkspaces(db, workspaceIds, async (db) => {
    insertJournal(db, batch);
    const facts = batch.flatMap((item) => item.reading.facts);
    const { rings, problems, unanswered, moves } = await applyFacts(db, facts, env, {
      people,
      afterCommit: (tell) => tellings.push(tell),
    });
    const problemsOf = Map.groupBy(problems, ({ journalId }) => journalId);
    for (const item of batch) {
      const faults = [...item.reading.faults, ...(problemsOf.get(item.journalId) ?? [])];
      if (faults.length > 0 || item.replayOf !== null) {
        await keepFaults(db, item, { faults: byReason(faults), env });
      }
    }
    for (const item of sortByMailbox(batch.filter(({ cursor }) => cursor !== null))) {
      saveCursor(db, item);
    }
    for (const item of batch.filter(({ reading }) => reading.templateChanges.length > 0)) {
      noteTemplateChanges(db, item, env);
    }
    for (const fact of facts) {
      if ("channelId" in fact && fact.channelId !== null && isDue(heard, fact.channelId, env.now)) {
        heardNow.add(fact.channelId);
      }
    }
    if (heardNow.size > 0) {
      touchChannels(db, workspaceIds, { channelIds: [...heardNow], at: env.now });
    }
    return { rings, unanswered, moves };
  });
  for (const id of heardNow) {
    heard.set(id, env.now);
  }
  for (const tell of tellings) {
    tell();
  }
  return applied;
}

/** When this process last marked a channel as heard from. */
export type Heard = Map<string, Instant>;

/** Once a minute is enough, also when the clock was moved. */
function isDue(heard: Heard, channelId: string, now: Instant): boolean {
  const at = heard.get(channelId);
  return at === undefined || Math.abs(now - at) > minuteMs;
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
    const faults = [{ reason: refusedByRules, detail }, ...byReason(item.reading.faults)];
    await keepFaults(db, item, { faults, env });
    saveCursor(db, item);
  });
}

const refusedByRules = "refused-by-rules";

/**
 * Puts what could not be filed into quarantine. A body that comes from there settles its own place in the same
 * transaction: it stays for the same reason, or is done; done already by somebody else, it leaves nothing more.
 */
async function keepFaults(
  db: Transaction,
  item: Submission,
  { faults, env }: { faults: readonly Fault[]; env: RecordEnv },
): Promise<void> {
  const { workspaceId, replayOf } = item;
  if (replayOf !== null) {
    if (!(await lockWaiting(db, workspaceId, replayOf.id))) {
      return;
    }
    const again = faults.find(({ reason }) => reason === replayOf.reason);
    await (again === undefined
      ? markReplayed(db, workspaceId, { id: replayOf.id, at: env.now })
      : keepWaiting(db, workspaceId, { id: replayOf.id, detail: again.detail }));
  }
  for (const fault of faults.filter(({ reason }) => reason !== replayOf?.reason)) {
    insertQuarantine(db, item, { ...fault, id: env.newId(), at: env.now });
  }
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
