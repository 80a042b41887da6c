import type { Transaction } from "../db/connect.ts";
import type { Ring } from "../live/doorbell.ts";
import { runInTurns } from "../turn.ts";
import { decideFact } from "./decide-facts.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { Fact } from "./facts.ts";
import { loadChannels, lockWorkspaces } from "./load.queries.ts";
import { loadDraft, loadNamed } from "./load-draft.ts";
import type { PeopleMemory } from "./people-memory.ts";
import { refreshStatistics } from "./write.queries.ts";
import { writeSteps } from "./write-draft.ts";

/**
 * What a batch came to: whom to wake after the commit, which bodies hold something that could not be filed, which
 * messages got no automatic answer although the rule is on, and what is to be counted after the commit.
 */
export type Applied = { rings: Ring[] } & Pick<Draft, "problems" | "unanswered" | "moves">;

/** Of a writer of many batches: what it remembers, and what is to be told once the caller's transaction is committed. */
export type Memory = { people: PeopleMemory; afterCommit(tell: () => void): void };

/**
 * The one way in which threads change: locks the counters of the facts' workspaces in order, loads what they touch in
 * sets, decides fact by fact, writes in sets. Everything or nothing: the caller's transaction commits it. Facts of a
 * workspace that does not exist are an error of the caller.
 */
export async function applyFacts(
  db: Transaction,
  facts: readonly Fact[],
  env: RecordEnv,
  memory?: Memory,
): Promise<Applied> {
  const applied: Applied = { rings: [], problems: [], unanswered: [], moves: [] };
  if (facts.length === 0) {
    return applied;
  }
  const byWorkspace = Map.groupBy(facts, (fact) => fact.workspaceId);
  const ids = [...byWorkspace.keys()].sort();
  const [workspaces, channels, named] = await Promise.all([
    lockWorkspaces(db, ids),
    loadChannels(db, ids),
    Promise.all(ids.map((id) => loadNamed(db, id, byWorkspace.get(id) ?? [], memory?.people))),
  ]);
  for (const first of named) {
    const { workspaceId } = first;
    const workspace = workspaces.find((row) => row.workspaceId === workspaceId);
    if (workspace === undefined) {
      throw new Error("facts of a workspace that does not exist");
    }
    const seqBefore = workspace.eventSeq;
    const holds = memory?.people.holds(workspace) ?? true;
    const own = first.isRecalled && !holds ? await loadNamed(db, workspaceId, first.facts) : first;
    const draft = await loadDraft(db, { workspace, channels, now: env.now }, own);
    memory?.afterCommit(() => memory.people.remember(draft, own.keys.addressKeys, own.people));
    const decisions = own.facts.map((fact) => () => decideFact(draft, env, fact));
    await runInTurns(decisions);
    await runInTurns(writeSteps(db, draft, env));
    if (hasGrown(seqBefore, workspace.eventSeq)) {
      refreshStatistics(db);
    }
    applied.problems.push(...draft.problems);
    applied.unanswered.push(...draft.unanswered);
    applied.moves.push(...draft.moves);
    applied.rings.push(...ringsOf(draft));
  }
  return applied;
}

/**
 * Whether a workspace has 5 % more events than when the planner's statistics were last looked at: tables that grow
 * faster than autovacuum looks would have none.
 */
function hasGrown(before: number, after: number): boolean {
  const step = (seq: number) => Math.floor(Math.log(Math.max(seq, 64)) * 20);
  return step(before) < step(after);
}

function ringsOf(draft: Draft): Ring[] {
  const { workspaceId } = draft.workspace;
  const rings: Ring[] = [];
  if (draft.events.size > 0) {
    rings.push({ what: "events", workspaceId });
  }
  if (draft.queued.size > 0) {
    rings.push({ what: "queue", workspaceId });
  }
  if (draft.healths.size > 0) {
    rings.push({ what: "channels", workspaceId });
  }
  return rings;
}
