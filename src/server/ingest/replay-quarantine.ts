import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import type { Ingest } from "./ingest.ts";
import { listForUnknownChannels } from "./quarantine.queries.ts";
import { replayBody } from "./replay-body.ts";

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

/** Gives bodies whose channel is connected by now to ingest again. */
async function replayUnknownChannels(ctx: Context, ingest: Ingest, workspaceId: string): Promise<void> {
  const ids = await withWorkspaces(ctx.db, [workspaceId], (db) => listForUnknownChannels(db, workspaceId));
  for (const id of ids) {
    await replayBody(ctx, () => ingest, { workspaceId, id });
  }
}
