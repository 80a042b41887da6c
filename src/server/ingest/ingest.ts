import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/connect.ts";
import { databaseFailure } from "../db/database-failure.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import type { RecordEnv } from "../record/env.ts";
import { createGroupCommit, type Outcome } from "./group-commit.ts";
import { quarantineAlone, storeBatch } from "./store-batch.ts";
import type { Submission } from "./submission.ts";

/** Takes bodies from outside: nothing is acknowledged before it is stored, and nothing twice. */
export type Ingest = {
  /** Resolves after the COMMIT that holds the body; rejects with IngestBusyError or the database's error. */
  store(submission: Submission): Promise<void>;
  pending(): number;
  settled(): Promise<void>;
};

/** More waits than memory should hold: the sender tries again. */
export class IngestBusyError extends Error {
  override readonly name = "IngestBusyError";
}

const mostInBatch = 128;
const mostWaiting = 2_000;
const mostWaitingBytes = 64 * 1024 * 1024;
const mostConflicts = 5;

/** Starts ingest over a database of its own, whose statements give up in time for a 503 within 2 s. */
export function createIngest(
  ctx: Pick<Context, "now" | "log" | "doorbell">,
  options: { db: Database; onTemplatesChanged(workspaceId: string, accountRef: string): void },
): Ingest {
  let waitingBytes = 0;
  const group = createGroupCommit<Submission>({ most: mostInBatch, run: (batch) => storeAll(batch) });

  async function storeAll(batch: readonly Submission[]): Promise<Outcome[]> {
    const env: RecordEnv = { now: ctx.now(), newId, cards: publishedRateCards };
    const outcomes = await storeOrBisect(batch, env, 0);
    for (const [index, item] of batch.entries()) {
      for (const accountRef of outcomes[index] === null ? item.reading.changedAccounts : []) {
        options.onTemplatesChanged(item.workspaceId, accountRef);
      }
    }
    return outcomes;
  }

  /** A batch that its data breaks is halved until the one bad body stands alone: at most 2·log2(n) transactions each (F26). */
  async function storeOrBisect(
    batch: readonly Submission[],
    env: RecordEnv,
    conflicts: number,
  ): Promise<Outcome[]> {
    try {
      ring(await storeBatch(options.db, batch, env));
      return batch.map(() => null);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      switch (databaseFailure(failure)) {
        case "conflict":
          return conflicts < mostConflicts
            ? storeOrBisect(batch, env, conflicts + 1)
            : batch.map(() => failure);
        case "away":
          return batch.map(() => failure);
        default:
          // Data that is refused, or a rule of ours that throws: both will do so again.
          return bisect(batch, env, failure);
      }
    }
  }

  async function bisect(batch: readonly Submission[], env: RecordEnv, failure: Error): Promise<Outcome[]> {
    const [only] = batch;
    if (batch.length > 1 || only === undefined) {
      const middle = Math.ceil(batch.length / 2);
      const first = await storeOrBisect(batch.slice(0, middle), env, 0);
      return [...first, ...(await storeOrBisect(batch.slice(middle), env, 0))];
    }
    ctx.log.error({ journalId: only.journalId, reason: failure.message }, "A body was put into quarantine");
    await quarantineAlone(options.db, only, { detail: failure.message.slice(0, 500), env });
    return [null];
  }

  function ring(rings: readonly Ring[]): void {
    if (rings.length > 0) {
      ctx.doorbell.ring(rings);
    }
  }

  return {
    async store(submission) {
      if (group.pending() >= mostWaiting || waitingBytes + submission.body.length > mostWaitingBytes) {
        throw new IngestBusyError("Too many bodies wait to be stored.");
      }
      waitingBytes += submission.body.length;
      try {
        await group.submit(submission);
      } finally {
        waitingBytes -= submission.body.length;
      }
    },
    pending: group.pending,
    settled: group.settled,
  };
}
