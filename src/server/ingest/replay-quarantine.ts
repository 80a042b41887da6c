import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ingest } from "./ingest.ts";
import {
  findQuarantined,
  listForUnknownChannels,
  markReplayed,
  type QuarantinedBody,
} from "./quarantine.queries.ts";
import { readBody } from "./read-body.ts";
import { detailOf } from "./store-batch.ts";

/** Files what came for channels that were not connected then (F30). */
export type Replays = { settled(): Promise<void>; stop(): Promise<void> };

/** Looks into the quarantine of a workspace whenever its channels change, and into all when a change may have been missed. */
export function startReplays(
  ctx: Context,
  { ingest, listWorkspaceIds }: { ingest: Ingest; listWorkspaceIds(): Promise<string[]> },
): Replays {
  let turn: Promise<void> = Promise.resolve();
  let isStopping = false;
  function giveUp(error: unknown): [] {
    ctx.log.warn({ err: error }, "The quarantine could not be replayed");
    return [];
  }
  function inTurn(list: () => Promise<string[]>): void {
    turn = turn.then(async () => {
      for (const workspaceId of await list().catch(giveUp)) {
        if (!isStopping) {
          await replayUnknownChannels(ctx, ingest, workspaceId).catch(giveUp);
        }
      }
    });
  }
  const stopListening = ctx.doorbell.onRing((ring) => {
    if (ring === null) {
      inTurn(listWorkspaceIds);
    } else if (ring.what === "channels") {
      inTurn(async () => [ring.workspaceId]);
    }
  });
  inTurn(listWorkspaceIds);
  return {
    settled: () => turn,
    async stop() {
      isStopping = true;
      stopListening();
      await turn;
    },
  };
}

/**
 * Gives bodies whose channel is connected by now to ingest again, with the time at which they came. A crash before one is
 * marked gives it once more, which does no harm: their messages are known by then.
 */
async function replayUnknownChannels(ctx: Context, ingest: Ingest, workspaceId: string): Promise<void> {
  const inWorkspace = <Result>(work: (db: Transaction) => Promise<Result>) =>
    withWorkspaces(ctx.db, [workspaceId], work);
  for (const id of await inWorkspace((db) => listForUnknownChannels(db, workspaceId))) {
    const item = await inWorkspace((db) => findQuarantined(db, workspaceId, id));
    if (item !== null && (await replay(ctx, ingest, { workspaceId, item }))) {
      await inWorkspace((db) => markReplayed(db, workspaceId, { id, at: ctx.now() }));
    }
  }
}

/**
 * False while all channels of the body that were unknown still are. What one of them brought is filed as soon as it is
 * known; the rest stands in quarantine anew.
 */
async function replay(
  ctx: Context,
  ingest: Ingest,
  { workspaceId, item }: { workspaceId: string; item: QuarantinedBody },
): Promise<boolean> {
  const adapter = ctx.adapters.get(item.source);
  if (adapter === undefined) {
    return false;
  }
  const { body, receivedAt, source } = item;
  const journalId = newId();
  const accounts = (await ctx.accounts.list(workspaceId)).filter(({ kind }) => kind === source);
  const reading = await readBody(adapter, body, {
    workspaceId,
    journalId,
    receivedAt,
    accounts,
    channelRef: null,
  });
  const unknown = reading.faults.filter(({ reason }) => reason === "unknown-channel");
  if (unknown.length > 0 && detailOf(unknown) === item.detail) {
    return false;
  }
  await ingest.store({
    workspaceId,
    source,
    channelId: null,
    journalId,
    receivedAt,
    body,
    cursor: null,
    // Its other faults stand in quarantine already.
    reading: { ...reading, faults: unknown },
  });
  return true;
}
