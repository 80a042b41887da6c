import { numberLimit, pauseLimit } from "#domain/limits.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { minuteMs } from "#domain/time.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { applyFacts } from "../record/apply-facts.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { restrictChannels } from "./channel.queries.ts";
import { decideReceipt, type ReceiptVerdict } from "./decide-receipt.ts";
import { lockLimits, readClock, saveLimits } from "./limit.queries.ts";
import { numberScope } from "./plan-claim.ts";
import {
  deleteHeld,
  type HeldRow,
  loadWindowsOf,
  lockRows,
  releaseHeld,
  releasePlanned,
} from "./receipt.queries.ts";
import type { Receipt } from "./receipt.ts";
import { tellChannels } from "./tell-channels.ts";

type Decided = { receipt: Receipt; verdict: ReceiptVerdict };

/** Stores receipts of any workspaces in one transaction, and answers whom to wake after it. */
export async function recordReceipts(ctx: Context, receipts: readonly Receipt[]): Promise<Ring[]> {
  const workspaceIds = [...new Set(receipts.map(({ attempt }) => attempt.workspaceId))].sort();
  const { rings, moves } = await withWorkspaces(ctx.db, workspaceIds, async (db) => {
    const keys = receipts.map(({ attempt }) => attempt);
    const [, rows] = await Promise.all([lockWorkspaces(db, workspaceIds), lockRows(db, keys)]);
    const decided = await decideAll(db, receipts, rows);
    const facts = decided.map(({ verdict }) => verdict.fact);
    const applied = await applyFacts(db, facts, { now: ctx.now(), newId, cards: publishedRateCards });
    settleQueue(db, decided);
    await pauseNumbers(db, decided);
    return { ...applied, rings: [...applied.rings, ...(await holdChannels(ctx, db, decided))] };
  });
  ctx.meters.moved(moves);
  return rings;
}

async function decideAll(
  db: Transaction,
  receipts: readonly Receipt[],
  rows: readonly HeldRow[],
): Promise<Decided[]> {
  const leases = new Map(rows.map((row) => [row.messageId, row.leaseId]));
  const doubtful = receipts.filter(
    (receipt) => receipt.kind === "not-called" && receipt.because === "window",
  );
  const windows =
    doubtful.length === 0
      ? []
      : await loadWindowsOf(
          db,
          doubtful.map(({ attempt }) => attempt),
        );
  return receipts.map((receipt) => {
    const { messageId, leaseId } = receipt.attempt;
    const known = {
      isHeld: leases.get(messageId) === leaseId,
      window: windows.find((window) => window.messageId === messageId) ?? null,
      chance: Math.random(),
    };
    return { receipt, verdict: decideReceipt(receipt, known) };
  });
}

function settleQueue(db: Transaction, decided: readonly Decided[]): void {
  const rowsOf = (kind: ReceiptVerdict["queue"]["kind"]) =>
    decided.filter(({ verdict }) => verdict.queue.kind === kind).map(({ receipt }) => receipt.attempt);
  releasePlanned(db, rowsOf("delete"), minuteMs);
  deleteHeld(db, rowsOf("delete"));
  const released = decided.flatMap(({ receipt: { attempt }, verdict: { queue } }) =>
    queue.kind === "release" ? [{ ...attempt, delayMs: queue.delayMs, tried: queue.tried }] : [],
  );
  releaseHeld(db, released);
}

/** The provider said that a number is too fast: nothing more leaves it, from any process, until the pause is over (F12). */
async function pauseNumbers(db: Transaction, decided: readonly Decided[]): Promise<void> {
  const paused = decided.filter(({ verdict }) => verdict.pauseNumberMs !== null);
  const byWorkspace = Map.groupBy(paused, ({ receipt }) => receipt.attempt.workspaceId);
  for (const [workspaceId, own] of byWorkspace) {
    const pauses = new Map<string, number>();
    for (const { receipt, verdict } of own) {
      const { channelId } = receipt.attempt;
      pauses.set(channelId, Math.max(pauses.get(channelId) ?? 0, verdict.pauseNumberMs ?? 0));
    }
    const keys = [...pauses.keys()].map((channelId) => ({ channelId, scope: numberScope }));
    const limits = await lockLimits(db, workspaceId, keys);
    const clockAt = await readClock(db);
    const states = keys.map((key) => {
      const known = limits.find((limit) => limit.channelId === key.channelId);
      const resumeAt = clockAt + (pauses.get(key.channelId) ?? 0);
      const theoreticalArrivalAt = known?.arrivalAt ?? null;
      return { ...key, arrivalAt: pauseLimit({ ...numberLimit, theoreticalArrivalAt, resumeAt }) };
    });
    saveLimits(db, workspaceId, states);
  }
}

/** A token or number that no longer works stops its channel: what waits stays queued until somebody mends it. */
async function holdChannels(ctx: Context, db: Transaction, decided: readonly Decided[]): Promise<Ring[]> {
  const rows = decided.flatMap(({ receipt: { attempt }, verdict: { restrict } }) =>
    restrict === null
      ? []
      : [{ workspaceId: attempt.workspaceId, channelId: attempt.channelId, reason: restrict }],
  );
  return rows.length === 0 ? [] : tellChannels(ctx, db, await restrictChannels(db, rows));
}
