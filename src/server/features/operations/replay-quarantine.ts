import { secondMs } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { listWaiting } from "../../ingest/quarantine.queries.ts";
import { type ReplayEnd, type Roads, replayBody } from "../../ingest/replay-body.ts";
import { countQuarantine } from "./quarantine-list.queries.ts";

type Replays = { roads: Roads; workspaceId: string; callerId: string };

const mostAtOnce = 100;
/** Whoever asked gets an answer well before the request counts as lost. */
const longestMs = 15 * secondMs;
const mostLeft = 20_000;

/** Tries to file one body again. Who did it and how it ended stands in the log. */
export async function replayOne(ctx: Context, replays: Replays, id: string): Promise<ReplayEnd> {
  const { roads, workspaceId, callerId } = replays;
  const end = await replayBody(ctx, roads, { workspaceId, id });
  if (end === null) {
    throw new AppError("NOT_FOUND");
  }
  ctx.log.info({ workspaceId, quarantineId: id, callerId, end }, "A body in quarantine was tried again");
  return end;
}

/** Tries all of them again, the oldest first, as many as fit into one request. */
export async function replayAll(
  ctx: Context,
  replays: Replays,
): Promise<{ replayed: number; refused: number; left: number }> {
  const { workspaceId } = replays;
  const inWorkspace = <Answer>(work: Parameters<typeof withWorkspaces<Answer>>[2]) =>
    withWorkspaces(ctx.db, [workspaceId], work);
  const ids = await inWorkspace((db) => listWaiting(db, workspaceId, mostAtOnce));
  const count = { replayed: 0, refused: 0 };
  const startedAt = performance.now();
  for (const id of ids) {
    if (performance.now() - startedAt > longestMs) {
      break;
    }
    count[await replayOne(ctx, replays, id)] += 1;
  }
  return { ...count, left: await inWorkspace((db) => countQuarantine(db, workspaceId, mostLeft)) };
}
