import { setTimeout as delay } from "node:timers/promises";
import { numberPace } from "#domain/limits.ts";
import { secondMs } from "#domain/time.ts";
import type { BlobStore } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { createGroupCommit } from "../ingest/group-commit.ts";
import type { Ring } from "../live/doorbell.ts";
import { reasonOf } from "../log.ts";
import type { Attempt } from "./attempt.ts";
import { findOutlooks, type Outlook } from "./claim.queries.ts";
import { claimWorkspace } from "./claim.ts";
import { createClaimLoop } from "./claim-loop.ts";
import { createDatabaseClock } from "./database-clock.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createHandoverDesk } from "./handover-desk.ts";
import { createLead } from "./lead.ts";
import { forgetIdleLimits } from "./limit.queries.ts";
import { mendChannels } from "./mend-channels.ts";
import { createPacer, type RealTime } from "./pacer.ts";
import type { Receipt } from "./receipt.ts";
import { createSlotDesk } from "./slot-desk.ts";
import { storeReceipts } from "./store-receipts.ts";
import { sweep } from "./sweep.ts";
import { takeSlots } from "./take-slots.ts";

/** Everything that goes out, in this process. Several processes may run it over one database. */
export type Delivery = {
  /** Takes no more messages, lets open calls end and stores their receipts; under 10 s. */
  stop(): Promise<void>;
  /** Resolves when nothing is due and nothing in hand. What waits for a later moment does not count. */
  settled(): Promise<void>;
};

export type DeliveryOptions = {
  ctx: Context;
  /** Where the files of messages lie. */
  files: Pick<BlobStore, "get">;
  listWorkspaceIds(): Promise<string[]>;
  /** How often everything is looked at although nobody rang. */
  pollMs?: number;
  time?: RealTime;
};

/** More calls at once than this would only pile up memory behind a provider that hangs. */
const mostInHand = 1_000;
const drainMs = 8 * secondMs;
const workspacesAtOnce = 500;
const mendEveryPolls = 12;
const tidyEveryPolls = 120;

const processTime: RealTime = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Starts delivery: it wakes by rings of the doorbell, by pauses that end, and by a slow poll. */
export function startDelivery({
  ctx,
  files,
  listWorkspaceIds,
  pollMs = 5 * secondMs,
  time = processTime,
}: DeliveryOptions): Delivery {
  const endCalls = new AbortController();
  const giveUp = new AbortController();
  const lead = createLead();
  const clock = createDatabaseClock(time);
  const starved = new Set<string>();
  const receipts = createGroupCommit<Receipt>({
    most: 256,
    run: (batch) => storeReceipts(ctx, batch, giveUp.signal),
  });
  const desk = createSlotDesk<Attempt>({
    numberOf: ({ channelId }) => channelId,
    async draw({ workspaceId, channelId, perSecond }, count) {
      const limit = numberPace(perSecond ?? 1);
      const askedAt = time.now();
      const leadMs = lead.value();
      const slots = await takeSlots(ctx, { workspaceId, channelId, count, limit, leadMs, clock });
      lead.observe(time.now() - askedAt);
      return slots;
    },
  });
  const dispatcher = createDispatcher({
    ctx,
    time,
    pacer: createPacer(time),
    desk,
    stop: endCalls.signal,
    async submit(receipt) {
      await receipts.submit(receipt);
      // The next of its lane is the head now, and there is room for one more.
      loop.lookSoon(receipt.attempt.workspaceId);
      for (const workspaceId of starved) {
        loop.look(workspaceId);
      }
      starved.clear();
    },
  });
  const handingOver = createHandoverDesk({
    ctx,
    files,
    onDone: (workspaceId) => loop.lookSoon(workspaceId),
  });
  const loop = createClaimLoop({
    time,
    onFailure: (workspaceId, error) =>
      ctx.log.warn({ workspaceId, reason: reasonOf(error) }, "A claim failed"),
    claim,
  });

  async function claim(workspaceId: string): Promise<number | null> {
    const room = mostInHand - dispatcher.inHand();
    if (room <= 0) {
      starved.add(workspaceId);
      return null;
    }
    const leadMs = lead.value();
    const claimed = await claimWorkspace(ctx, { workspaceId, room, leadMs, clock, files, handingOver });
    if (claimed.readAt !== null) {
      lead.observe(time.now() - claimed.readAt);
    }
    for (const attempt of claimed.attempts) {
      dispatcher.take(attempt);
    }
    for (const handover of claimed.handovers) {
      handingOver.take(handover);
    }
    if (claimed.rings.length > 0) {
      ctx.doorbell.ring(claimed.rings);
    }
    return claimed.lookAgainInMs;
  }

  /** Looks at every workspace; answers whether any has something due. */
  async function lookEverywhere(): Promise<boolean> {
    let isAnyDue = false;
    for (const ids of chunksOf(await listWorkspaceIds())) {
      for (const outlook of await withWorkspaces(ctx.db, ids, (db) => findOutlooks(db, ids))) {
        isAnyDue ||= outlook.isDue;
        follow(outlook);
      }
    }
    return isAnyDue;
  }

  function follow({ workspaceId, isDue, nextInMs }: Outlook): void {
    if (isDue) {
      loop.look(workspaceId);
    } else if (nextInMs !== null) {
      loop.lookIn(workspaceId, nextInMs);
    }
  }

  function hear(ring: Ring | null): void {
    if (ring === null) {
      void poll();
      return;
    }
    if (ring.what === "channels") {
      ctx.accounts.forget(ring.workspaceId);
    }
    if (ring.what !== "events") {
      loop.look(ring.workspaceId);
    }
  }

  let polls = 1;
  let polling: Promise<void> | null = null;

  /** One poll at a time: whoever asks while one runs gets that one. */
  function poll(): Promise<void> {
    polling ??= pollOnce().finally(() => {
      polling = null;
    });
    return polling;
  }

  async function pollOnce(): Promise<void> {
    try {
      const workspaceIds = await listWorkspaceIds();
      for (const ids of chunksOf(workspaceIds)) {
        await sweep(ctx, ids);
        if (polls % tidyEveryPolls === 0) {
          await withWorkspaces(ctx.db, ids, (db) => forgetIdleLimits(db, ids));
        }
      }
      if (polls % mendEveryPolls === 0) {
        void mend(workspaceIds);
      }
      polls += 1;
      await lookEverywhere();
      ctx.meters.looked("queue");
    } catch (error) {
      ctx.log.warn({ reason: reasonOf(error) }, "Delivery could not look at its queue");
    }
  }

  let isMending = false;

  /** Beside the poll, which must not wait for providers that do not answer. */
  async function mend(workspaceIds: readonly string[]): Promise<void> {
    if (isMending) {
      return;
    }
    isMending = true;
    try {
      for (const ids of chunksOf(workspaceIds)) {
        await mendChannels(ctx, ids);
      }
    } catch (error) {
      ctx.log.warn({ reason: reasonOf(error) }, "Held channels could not be looked at");
    }
    isMending = false;
  }

  const inHand = () => dispatcher.inHand() + handingOver.inHand();
  const unsubscribe = ctx.doorbell.onRing(hear);
  // From now on looks are missed.
  ctx.meters.looked("queue");
  const ticking = new AbortController();
  const ticks = tick();

  async function tick(): Promise<void> {
    while (!ticking.signal.aborted) {
      await poll();
      await delay(pollMs, undefined, { signal: ticking.signal }).catch(() => undefined);
    }
  }

  return {
    async stop() {
      unsubscribe();
      ticking.abort();
      await Promise.all([loop.stop(), ticks]);
      const endLater = time.after(drainMs, () => endCalls.abort());
      const giveUpLater = time.after(drainMs + secondMs, () => giveUp.abort());
      await Promise.all([dispatcher.settled(), handingOver.stop()]);
      endLater();
      giveUpLater();
    },
    async settled() {
      await poll();
      for (;;) {
        // What is in hand now may make the next of its lane due.
        const isBusy = inHand() > 0;
        const isAnyDue = await lookEverywhere();
        await loop.idle();
        if (!isBusy && !isAnyDue && inHand() === 0) {
          return;
        }
        await handingOver.settled();
        await dispatcher.settled();
        await delay(isBusy ? 0 : 5);
      }
    },
  };
}

function chunksOf(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let start = 0; start < ids.length; start += workspacesAtOnce) {
    chunks.push(ids.slice(start, start + workspacesAtOnce));
  }
  return chunks;
}
