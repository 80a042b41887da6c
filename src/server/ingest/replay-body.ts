import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Ingest } from "./ingest.ts";
import { findQuarantined, type QuarantinedBody } from "./quarantine.queries.ts";
import { readBody } from "./read-body.ts";
import { detailOf } from "./store-batch.ts";
import type { Reading } from "./submission.ts";

/** "refused": it stays in quarantine, for the same reason. */
export type ReplayEnd = "replayed" | "refused";

/** Where a body is stored: mail has a road of its own. */
export type Roads = (source: string) => Ingest;

type Place = { workspaceId: string; id: string };

/**
 * Gives a body in quarantine to ingest again, with the time at which it came; null: there is no such body. What of it is
 * known already makes nothing twice, and its place is settled in the transaction that stores the rest: a crash, or somebody
 * else who does the same at once, changes nothing.
 */
export async function replayBody(ctx: Context, roads: Roads, place: Place): Promise<ReplayEnd | null> {
  const item = await find(ctx, place);
  if (item === null || item.replayedAt !== null) {
    return item === null ? null : "replayed";
  }
  const { workspaceId, id } = place;
  const journalId = newId();
  const reading = await readAgain(ctx, item, { workspaceId, journalId });
  if (reading === null) {
    return "refused";
  }
  // Its other faults stand in quarantine already.
  const faults = reading.faults.filter(({ reason }) => reason === item.reason);
  if (faults.length > 0 && detailOf(faults) === item.detail) {
    return "refused";
  }
  const { source, channelId, receivedAt, body, reason } = item;
  await roads(source).store({
    workspaceId,
    source,
    channelId,
    journalId,
    receivedAt,
    body,
    cursor: null,
    reading: { ...reading, faults },
    replayOf: { id, reason },
  });
  return (await find(ctx, place))?.replayedAt === null ? "refused" : "replayed";
}

function find(ctx: Context, { workspaceId, id }: Place): Promise<QuarantinedBody | null> {
  return withWorkspaces(ctx.db, [workspaceId], (db) => findQuarantined(db, workspaceId, id));
}

/** Null: its mailbox is not connected any more. */
async function readAgain(
  ctx: Context,
  { source, channelId, body, receivedAt }: QuarantinedBody,
  origin: { workspaceId: string; journalId: string },
): Promise<Reading | null> {
  const adapter = ctx.adapters.get(source);
  const all = await ctx.accounts.list(origin.workspaceId);
  const accounts = all.filter(({ kind, id }) => kind === source && (channelId === null || id === channelId));
  const mailbox = channelId === null ? null : accounts[0];
  if (adapter === undefined || mailbox === undefined) {
    return null;
  }
  return readBody(adapter, body, {
    ...origin,
    receivedAt,
    accounts,
    channelRef: mailbox?.providerId ?? null,
  });
}
