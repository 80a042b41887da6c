import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ingest } from "./ingest.ts";
import { listForUnknownChannels, markReplayed, type QuarantinedBody } from "./quarantine.queries.ts";
import { readBody } from "./read-body.ts";

/** Files what came for channels that were not connected then (F30). */
export type Replays = { settled(): Promise<void>; stop(): Promise<void> };

/** Looks into the quarantine of a workspace whenever its channels change. */
export function startReplays(ctx: Context, ingest: Ingest): Replays {
  let turn: Promise<void> = Promise.resolve();
  const stopListening = ctx.doorbell.onRing((ring) => {
    if (ring?.what === "channels") {
      turn = turn
        .then(() => replayUnknownChannels(ctx, ingest, ring.workspaceId))
        .catch((error: unknown) => {
          const { workspaceId } = ring;
          ctx.log.warn({ err: error, workspaceId }, "The quarantine could not be replayed");
        });
    }
  });
  return {
    settled: () => turn,
    async stop() {
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
  const waiting = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    listForUnknownChannels(db, workspaceId),
  );
  for (const item of waiting) {
    if (await replay(ctx, ingest, { workspaceId, item })) {
      await withWorkspaces(ctx.db, [workspaceId], (db) =>
        markReplayed(db, workspaceId, { id: item.id, at: ctx.now() }),
      );
    }
  }
}

/** False while a channel that the body names is still unknown. */
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
  if (reading.faults.some(({ reason }) => reason === "unknown-channel")) {
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
    reading,
  });
  return true;
}
