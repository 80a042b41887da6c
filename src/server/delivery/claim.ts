import { publishedRateCards } from "#domain/rate-cards.ts";
import { type Instant, minuteMs, secondMs } from "#domain/time.ts";
import type { BlobStore } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ring } from "../live/doorbell.ts";
import { reasonOf } from "../log.ts";
import { type Applied, applyFacts } from "../record/apply-facts.ts";
import type { Fact } from "../record/facts.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { type Attempt, makeAttempt } from "./attempt.ts";
import { findTerms } from "./channel-terms.ts";
import { findDue, findOutlooks, leaseRows, postponeRows } from "./claim.queries.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { chooseHandovers, type Handover, leaseHandovers, splitByFiles } from "./handover.ts";
import type { HandoverDesk } from "./handover-desk.ts";
import { lockLimits, saveLimits } from "./limit.queries.ts";
import { type DueQueueRow, type LoadedMessage, loadDueMessages } from "./load-due-messages.ts";
import { type ClaimPlan, horizonMs, keepNear, numberScope, planClaim } from "./plan-claim.ts";

/** What a claim took in hand. */
export type Claimed = {
  attempts: Attempt[];
  /** Files to hand over before their messages can go; their rows are leased, no attempt is made of them yet. */
  handovers: Handover[];
  /** In how many ms the workspace should be looked at again; null: when somebody rings. */
  lookAgainInMs: number | null;
  /** Real time of this process when the database's clock was read for the slots; null: nothing was due. */
  readAt: number | null;
  rings: Ring[];
  /** Counted once the claim is committed. */
  moves: Applied["moves"];
  pairWaitsMs: number[];
};

/** `room`: how many more messages this process can hold. `leadMs`: how long a claim takes until its calls can start. */
type Claim = {
  workspaceId: string;
  room: number;
  leadMs: number;
  clock: DatabaseClock;
  files: Pick<BlobStore, "get">;
  handingOver: Pick<HandoverDesk, "room" | "has">;
};

/** A lease outlives the wait for the slot, the call and the receipt; after it the attempt counts as unknown (L7). */
export const leaseMs = 60 * secondMs;

/** How long a message waits that can't be prepared as things are. */
const unpreparedMs = minuteMs;

/** More heads of one channel than any number can send within the horizon. */
const mostPerChannel = 300;

/**
 * Takes due messages of one workspace in hand, in one transaction: counter first, then heads of lanes, limits, a last
 * look at window, template and address, attempt rows, leases. What is committed here this process calls, and no other.
 */
export async function claimWorkspace(ctx: Context, claim: Claim): Promise<Claimed> {
  const { workspaceId } = claim;
  const terms = await findTerms(ctx, workspaceId);
  const claimed = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [outlook] = await findOutlooks(db, [workspaceId]);
    if (outlook === undefined || !outlook.isDue) {
      return {
        attempts: [],
        handovers: [],
        lookAgainInMs: outlook?.nextInMs ?? null,
        readAt: null,
        rings: [],
        moves: [],
        pairWaitsMs: [],
      };
    }
    const [, due] = await Promise.all([
      lockWorkspaces(db, [workspaceId]),
      findDue(db, workspaceId, { mostPerChannel, most: claim.room }),
    ]);
    const rows = due.flatMap((row): DueQueueRow[] => {
      const own = terms.get(row.channelId);
      // Without account or adapter a channel's messages wait for whoever mends that.
      return own === undefined ? [] : [{ ...row, terms: own, numberLimit: own.numberLimit }];
    });
    const taken = await takeInHand(ctx, db, { ...claim, rows });
    const soonest = Math.min(
      taken.lookAgainInMs ?? Number.POSITIVE_INFINITY,
      outlook.nextInMs ?? Number.POSITIVE_INFINITY,
    );
    return { ...taken, lookAgainInMs: Number.isFinite(soonest) ? soonest : null };
  });
  ctx.meters.moved(claimed.moves);
  for (const ms of claimed.pairWaitsMs) {
    ctx.meters.waited("pair", ms);
  }
  return claimed;
}

async function takeInHand(
  ctx: Context,
  db: Transaction,
  claim: Claim & { rows: readonly DueQueueRow[] },
): Promise<Claimed> {
  const { workspaceId, rows } = claim;
  const channelIds = [...new Set(rows.map((row) => row.channelId))];
  const [numbers, { at: clockAt, toLocal }] = await Promise.all([
    lockLimits(
      db,
      workspaceId,
      channelIds.map((channelId) => ({ channelId, scope: numberScope })),
    ),
    claim.clock.read(db),
  ]);
  const startsAt = clockAt + claim.leadMs;
  const near = keepNear(rows, numbers, startsAt);
  const now = ctx.now();
  const [pairs, loaded] = await Promise.all([
    lockLimits(
      db,
      workspaceId,
      near.map(({ channelId, lane }) => ({ channelId, scope: lane })),
    ),
    loadDueMessages(db, workspaceId, { rows: near, now }),
  ]);
  const limits = [...numbers, ...pairs];
  const { due, waiting } = splitByFiles(loaded, now);
  const plan = planClaim({ due, limits, startsAt, now });
  const pairWaitsMs = plan.postponed.map(({ availableAt }) => availableAt - startsAt);
  const leaseId = newId();
  const attempts = plan.taken.flatMap(({ message, slotAt }) => {
    const ids = { workspaceId, attemptId: newId(), leaseId };
    const times = { slotAt: toLocal(slotAt), leaseEndsAt: toLocal(clockAt + leaseMs), now };
    try {
      const readFile = (blobKey: string) => claim.files.get(blobKey);
      return makeAttempt(message, { ...ids, ...times, readFile }) ?? [];
    } catch (error) {
      // Settings of a channel that do not fit, say: this message waits for whoever mends that, all others go.
      const { messageId } = message;
      ctx.log.error({ workspaceId, messageId, reason: reasonOf(error) }, "A message could not be prepared");
      plan.postponed.push({ message, availableAt: clockAt + unpreparedMs });
      return [];
    }
  });
  const { rings, moves } = await store(ctx, db, { workspaceId, leaseId, plan, attempts, now });
  const handovers = chooseHandovers(waiting, { workspaceId, leaseId: newId(), desk: claim.handingOver });
  await leaseHandovers(db, workspaceId, handovers);
  const hasMore = near.length < rows.length || rows.length >= claim.room;
  const againMs = plan.nextSlotAt === null ? 0 : plan.nextSlotAt - startsAt - aheadMs(claim.leadMs);
  return {
    attempts,
    handovers,
    lookAgainInMs: plan.nextSlotAt !== null || hasMore ? Math.max(0, againMs) : null,
    readAt: toLocal(clockAt),
    rings,
    moves,
    pairWaitsMs,
  };
}

/** A busy number is looked at again before its slots run out, the sooner the longer claims take. */
function aheadMs(leadMs: number): number {
  return Math.max(horizonMs / 2, leadMs * 1.5);
}

async function store(
  ctx: Context,
  db: Transaction,
  claimed: {
    workspaceId: string;
    leaseId: string;
    plan: ClaimPlan<LoadedMessage>;
    attempts: readonly Attempt[];
    now: Instant;
  },
): Promise<Applied> {
  const { workspaceId, leaseId, plan, attempts, now } = claimed;
  const withdrawn = plan.withdrawn.map(({ message: { messageId }, reason }): Fact => {
    return { type: "withdrawn", workspaceId, messageId, attemptId: null, at: now, reason };
  });
  const started = attempts.map(({ messageId, attemptId, category, outbound: { providerId } }): Fact => {
    const ids = { workspaceId, messageId, attemptId, leaseId, providerId };
    return { type: "attempt-started", ...ids, at: now, ...(category === undefined ? {} : { category }) };
  });
  const env = { now, newId, cards: publishedRateCards };
  const applied = await applyFacts(db, [...withdrawn, ...started], env);
  const messageIds = attempts.map(({ messageId }) => messageId);
  const postponed = plan.postponed.map(({ message, availableAt }) => {
    return { messageId: message.messageId, availableAt };
  });
  postponeRows(db, workspaceId, postponed);
  saveLimits(db, workspaceId, plan.limits);
  const leased = await leaseRows(db, workspaceId, { leaseId, leaseMs, messageIds });
  if (leased !== messageIds.length) {
    throw new Error("A queue row changed hands without the lock of the workspace's counter");
  }
  ctx.log.debug({ workspaceId, taken: attempts.length, withdrawn: withdrawn.length }, "Claimed");
  return applied;
}
