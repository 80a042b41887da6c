import type { Context } from "../context.ts";
import type { Transaction } from "../db/connect.ts";
import type { Ring } from "../live/doorbell.ts";
import { appendEvents } from "../record/append-events.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import type { ChannelKey } from "./channel.queries.ts";

/** Writes the events of channels whose state changed in this transaction; answers whom to wake after it. */
export async function tellChannels(
  ctx: Context,
  db: Transaction,
  channels: readonly ChannelKey[],
): Promise<Ring[]> {
  const byWorkspace = Map.groupBy(channels, (channel) => channel.workspaceId);
  for (const workspace of await lockWorkspaces(db, [...byWorkspace.keys()].sort())) {
    const own = byWorkspace.get(workspace.workspaceId) ?? [];
    const events = own.map(({ channelId }) => ({ kind: "channel.changed", channelId }) as const);
    appendEvents(db, { workspace, events, now: ctx.now() });
  }
  return [...byWorkspace.keys()].flatMap((workspaceId): Ring[] => [
    { what: "channels", workspaceId },
    { what: "events", workspaceId },
  ]);
}
