import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/connect.ts";
import { databaseFailure } from "../db/database-failure.ts";
import { BusyError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { reasonOf } from "../log.ts";
import type { RecordEnv } from "../record/env.ts";
import { PeopleMemory } from "../record/people-memory.ts";
import type { Deadline } from "./deadline.ts";
import { createFairCommit } from "./fair-commit.ts";
import type { Outcome } from "./group-commit.ts";
import { splitSubmission } from "./split-submission.ts";
import { type Heard, quarantineAlone, storeBatch } from "./store-batch.ts";
import { type Attempt, storeInParts } from "./store-in-parts.ts";
import type { Submission } from "./submission.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** Takes bodies from outside: nothing is acknowledged before it is stored, and nothing twice. */
export type Ingest = {
  /**
   * Resolves after the COMMIT that holds the body; rejects with BusyError or the database's error. A sender that
   * gives up takes back what still waits, so that bodies which were refused fill no memory and delay no others.
   */
  store(submission: Submission, deadline?: Deadline): Promise<void>;
  /** What a body of the workspace would be refused with now, so that none is read for nothing; null: there is room. */
  refusal(workspaceId: string): BusyError | null;
  /** What a body is refused with that finds no room, here or before it came here; counted, and logged now and then. */
  refuse(): BusyError;
  pending(): number;
  settled(): Promise<void>;
};

/** How large a batch gets, and how long it waits for company while a crowd comes and goes. */
export const batchLimits = { most: 128, gatherMs: 8 };
/** Batches that may run at once, of other workspaces each; as many connections are needed. */
export const ingestLanes = 3;
/** What one transaction stores within the statements' time, also on a busy machine: larger batches would never end. */
const mostWeight = 2_000;
/** A fact is several rows; bytes are written twice, into the journal and the log of the database. */
const weightOf = ({ body, reading }: Submission) => 1 + reading.facts.length + body.length / 4_096;
/** More waits than memory should hold, or than is stored before its senders give up. */
const mostWaiting = { bodies: 2_000, bytes: 64 * 1024 * 1024 };
/** Refusals come by the thousand: the log has a line about them now and then. */
const refusalsLoggedMs = 10_000;
const mostConflicts = 5;

/** Starts ingest over a database of its own, whose statements give up in time for a 503 within 2 s. */
export function createIngest(
  ctx: Pick<Context, "now" | "log" | "doorbell" | "meters">,
  options: { db: Database; onTemplatesChanged(workspaceId: string): void },
): Ingest {
  const room = new WaitingRoom(mostWaiting);
  const busy = new BusyError();
  let refusalsLoggedAt = Number.NEGATIVE_INFINITY;
  const heard: Heard = new Map();
  const people = new PeopleMemory();
  // It may be another server, or one that was set back.
  options.db.pool.on("connect", () => people.clear());
  const group = createFairCommit<Submission>({
    ...batchLimits,
    lanes: ingestLanes,
    keyOf: ({ workspaceId }) => workspaceId,
    mostWeight,
    weightOf,
    run: (batch) => storeAll(batch),
  });

  async function storeAll(batch: readonly Submission[]): Promise<Outcome[]> {
    const env: RecordEnv = { now: ctx.now(), newId, cards: publishedRateCards };
    const outcomes = await storeOrSeparate(batch, env);
    const changed = batch.filter(
      ({ reading }, index) => outcomes[index] === null && reading.templateChanges.length > 0,
    );
    for (const workspaceId of new Set(changed.map((item) => item.workspaceId))) {
      options.onTemplatesChanged(workspaceId);
    }
    return outcomes;
  }

  /** Stores what can be stored; every bad body of a batch costs at most 2·log2(n) transactions (F26). */
  async function storeOrSeparate(batch: readonly Submission[], env: RecordEnv): Promise<Outcome[]> {
    const attempt = await tryToStore(batch, env);
    if (attempt.kind !== "refused") {
      return batch.map(() => attempt.failure);
    }
    const [only, ...others] = batch;
    if (only !== undefined && others.length === 0) {
      return [await quarantine(only, env, attempt.failure)];
    }
    return separate(batch, env);
  }

  /** Halves a batch until its first bad body stands alone: what precedes it is stored on the way, what follows is one batch again. */
  async function separate(batch: readonly Submission[], env: RecordEnv): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let end = batch.length; outcomes.length < end; ) {
      const from = outcomes.length;
      const part = batch.slice(from, from + Math.ceil((end - from) / 2));
      const [first] = part;
      const attempt = await tryToStore(part, env);
      if (attempt.kind === "away") {
        return [...outcomes, ...batch.slice(from).map(() => attempt.failure)];
      }
      if (attempt.kind === "stored") {
        outcomes.push(...part.map(() => null));
      } else if (part.length > 1 || first === undefined) {
        end = from + part.length;
      } else {
        outcomes.push(await quarantine(first, env, attempt.failure));
        break;
      }
    }
    const rest = batch.slice(outcomes.length);
    return rest.length === 0 ? outcomes : [...outcomes, ...(await storeOrSeparate(rest, env))];
  }

  async function tryToStore(batch: readonly Submission[], env: RecordEnv, conflicts = 0): Promise<Attempt> {
    try {
      const { rings, unanswered, moves } = await storeBatch(options.db, batch, { env, heard, people });
      ring(rings);
      ctx.meters.moved(moves);
      for (const { messageId, reason } of unanswered) {
        ctx.log.debug({ messageId, reason }, "No automatic answer");
      }
      return { kind: "stored", failure: null };
    } catch (error) {
      const failure = asError(error);
      switch (databaseFailure(failure)) {
        case "conflict":
          return conflicts < mostConflicts
            ? tryToStore(batch, env, conflicts + 1)
            : { kind: "away", failure };
        case "away":
          return { kind: "away", failure };
        default:
          // Data that is refused, or a rule of ours that throws: both will do so again.
          return { kind: "refused", failure };
      }
    }
  }

  async function quarantine(item: Submission, env: RecordEnv, refused: Error): Promise<Outcome> {
    const { kind, failure } = await storeInParts(item, {
      failure: refused,
      tryToStore: (part) => tryToStore([part], env),
    });
    if (kind !== "refused") {
      return failure;
    }
    try {
      await quarantineAlone(options.db, item, { detail: failure.message.slice(0, 500), env });
      ctx.log.error(
        { journalId: item.journalId, reason: reasonOf(failure) },
        "A body was put into quarantine",
      );
      return null;
    } catch (error) {
      return asError(error);
    }
  }

  function ring(rings: readonly Ring[]): void {
    if (rings.length > 0) {
      ctx.doorbell.ring(rings);
    }
  }

  function refuse(): BusyError {
    ctx.meters.bodyRefused();
    if (performance.now() - refusalsLoggedAt > refusalsLoggedMs) {
      refusalsLoggedAt = performance.now();
      ctx.log.warn({ pending: group.pending() }, "Bodies are refused: too many wait to be stored");
    }
    return busy;
  }

  return {
    async store(submission, deadline) {
      const { workspaceId, body } = submission;
      if (room.isFull(workspaceId, body.length)) {
        throw refuse();
      }
      const leave = room.enter(workspaceId, body.length);
      const startedAt = performance.now();
      try {
        // What was begun is ended although its sender gave up: its next try then finds all of it.
        const [first, ...others] = splitSubmission(submission);
        await group.submit(first, deadline);
        for (const part of others) {
          await group.submit(part);
        }
        const storeMs = performance.now() - startedAt;
        ctx.meters.bodyStored({ source: submission.source, providerMs: ageOf(submission), storeMs });
      } finally {
        leave();
      }
    },
    refusal: (workspaceId) => (room.isFull(workspaceId, 0) ? refuse() : null),
    refuse,
    pending: group.pending,
    settled: group.settled,
  };
}

/** By the provider's time of the newest thing it tells of. */
function ageOf({ receivedAt, reading }: Submission): number | null {
  const times = reading.facts.flatMap((fact) => {
    const at =
      fact.type === "customer" ? fact.inbound.sentAt : fact.type === "status" ? fact.status.report.at : null;
    return at ?? [];
  });
  return times.length === 0 ? null : Math.max(0, receivedAt - Math.max(...times));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
