import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "../context.ts";
import { databaseFailure } from "../db/database-failure.ts";
import type { Outcome } from "../ingest/group-commit.ts";
import { reasonOf } from "../log.ts";
import type { Receipt } from "./receipt.ts";
import { recordReceipts } from "./record-receipts.ts";

const longestPauseMs = 2_000;

/**
 * Stores a batch of receipts, however long the database is away: what a provider answered is known here alone. One that
 * can't be stored because of its data is let go, and the sweep makes its attempt unknown.
 */
export async function storeReceipts(
  ctx: Context,
  receipts: readonly Receipt[],
  stop: AbortSignal,
): Promise<Outcome[]> {
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const rings = await recordReceipts(ctx, receipts);
      if (rings.length > 0) {
        ctx.doorbell.ring(rings);
      }
      return receipts.map(() => null);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const said = databaseFailure(failure);
      if (said === "data" || said === null) {
        return receipts.length === 1 ? [failure] : await storeEach(ctx, receipts, stop);
      }
      if (stop.aborted) {
        return receipts.map(() => failure);
      }
      ctx.log.warn(
        { reason: reasonOf(failure), receipts: receipts.length },
        "Receipts wait for the database",
      );
      await delay(pauseMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

async function storeEach(ctx: Context, receipts: readonly Receipt[], stop: AbortSignal): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const receipt of receipts) {
    outcomes.push(...(await storeReceipts(ctx, [receipt], stop)));
  }
  return outcomes;
}
