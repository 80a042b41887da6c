import type { ThreadItem } from "#contract/threads.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { decideWork, type ThreadStatus, type ThreadWork, type WorkChange } from "#domain/thread-work.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import type { WorkedFact } from "../../record/facts.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { findNames, type Names, nameLine } from "./name-lines.ts";
import { viewThread } from "./thread.view.ts";
import { listThreadsById, listWindowChannels } from "./threads.queries.ts";
import { windowKindsOf } from "./window-kinds.ts";
import { keepLostWindow, lockThreads, type WorkRow, writeTags, writeWork } from "./work.queries.ts";

/** One wish about one thread, with the version and the newest message that the person saw. */
export type ThreadChange = {
  id: string;
  version: number;
  seenMessageId?: string | undefined;
  status?: ThreadStatus | undefined;
  snoozedUntil?: string | undefined;
  assigneeId?: string | null | undefined;
  addTagIds?: string[] | undefined;
  removeTagIds?: string[] | undefined;
};

/** What became of one wish; `thread` is what holds now. */
export type ChangedThread = {
  id: string;
  result: "changed" | "unchanged" | "stale" | "missing";
  thread: ThreadItem | null;
};

/**
 * Assigns, snoozes, resolves, reopens and tags threads in one transaction. A thread that somebody else changed meanwhile,
 * or whose customer wrote a message that a resolving person has not seen, stays as it is.
 */
export async function changeThreads(
  ctx: Context,
  { caller, changes }: { caller: Caller; changes: readonly ThreadChange[] },
): Promise<ChangedThread[]> {
  const { workspaceId } = caller;
  const { items, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const ids = changes.map(({ id }) => id);
    const rows = new Map((await lockThreads(db, workspaceId, ids)).map((row) => [row.id, row]));
    const names = await findNames(db, workspaceId, changes);
    const facts: WorkedFact[] = [];
    const results = changes.map((change) => {
      const row = rows.get(change.id);
      if (row === undefined) {
        return { id: change.id, result: "missing" as const };
      }
      if (isStale(row, change)) {
        return { id: change.id, result: "stale" as const };
      }
      const made = makeChange(ctx, db, { caller, row, change, names });
      if (made === null) {
        return { id: change.id, result: "unchanged" as const };
      }
      rows.set(row.id, made.row);
      facts.push(made.fact);
      return { id: change.id, result: "changed" as const };
    });
    const { rings } = await applyFacts(db, facts, { now: ctx.now(), newId, cards: publishedRateCards });
    const threads = await readThreads(ctx, db, workspaceId, [...rows.keys()]);
    return { items: results.map((one) => ({ ...one, thread: threads.get(one.id) ?? null })), rings };
  });
  ctx.doorbell.ring(rings);
  return items;
}

function isStale(row: WorkRow, { version, seenMessageId, status }: ThreadChange): boolean {
  const putsAway = status === "resolved" || status === "snoozed";
  const isUnseen = row.customerMessageId !== null && row.customerMessageId !== seenMessageId;
  return row.version !== version || (putsAway && seenMessageId !== undefined && isUnseen);
}

type Work = { caller: Caller; row: WorkRow; change: ThreadChange; names: Names };

function makeChange(
  ctx: Context,
  db: Transaction,
  { caller, row, change, names }: Work,
): { row: WorkRow; fact: WorkedFact } | null {
  const { workspaceId } = caller;
  const decision = decideWork(row, wishOf(change), ctx.now());
  switch (decision.kind) {
    case "refused":
      throw new AppError("INVALID_REQUEST", {
        fields: [{ field: "body.snoozedUntil", problem: decision.reason }],
      });
    case "unchanged":
      return null;
    case "changed": {
      const { work, lines } = decision;
      if (work.status === "resolved") {
        keepLostWindow(db, { workspaceId, id: row.id, now: ctx.now() });
      }
      writeWork(db, { ...work, workspaceId, id: row.id, now: ctx.now() });
      writeTags(db, { workspaceId, id: row.id, ...tagDifference(row, work) });
      const fact: WorkedFact = {
        type: "worked",
        workspaceId,
        threadId: row.id,
        authorId: caller.id,
        at: ctx.now(),
        lines: lines.map((line) => nameLine(line, names)),
      };
      return { row: { ...row, ...work, tagIds: [...work.tagIds], version: row.version + 1 }, fact };
    }
    default:
      return decision satisfies never;
  }
}

function wishOf({ status, snoozedUntil, assigneeId, addTagIds, removeTagIds }: ThreadChange): WorkChange {
  const until = snoozedUntil === undefined ? undefined : Date.parse(snoozedUntil);
  return { status, snoozedUntil: until, assigneeId, addTagIds, removeTagIds };
}

function tagDifference(before: ThreadWork, after: ThreadWork): { added: string[]; removed: string[] } {
  return {
    added: after.tagIds.filter((id) => !before.tagIds.includes(id)),
    removed: before.tagIds.filter((id) => !after.tagIds.includes(id)),
  };
}

async function readThreads(
  ctx: Context,
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ThreadItem>> {
  const windowKinds = windowKindsOf(ctx);
  const windowChannels = await listWindowChannels(db, workspaceId, windowKinds);
  const rows = await listThreadsById(db, { workspaceId, windowKinds, ids });
  return new Map(rows.map((row) => [row.id, viewThread(row, ctx.now(), windowChannels)]));
}
