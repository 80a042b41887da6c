import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { reasonOf } from "../log.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { type ChannelKey, findRestricted, freeChannel } from "./channel.queries.ts";
import { tellChannels } from "./tell-channels.ts";

/** Asks the providers of held channels whether they work again; what waited on those that do goes out. */
export async function mendChannels(ctx: Context, workspaceIds: readonly string[]): Promise<void> {
  const held = await withWorkspaces(ctx.db, workspaceIds, (db) => findRestricted(db, workspaceIds));
  for (const key of held) {
    if (await works(ctx, key)) {
      const rings = await withWorkspaces(ctx.db, [key.workspaceId], async (db) => {
        await lockWorkspaces(db, [key.workspaceId]);
        return tellChannels(ctx, db, await freeChannel(db, key));
      });
      ctx.doorbell.ring(rings);
    }
  }
}

async function works(ctx: Context, { workspaceId, channelId }: ChannelKey): Promise<boolean> {
  try {
    const account = await ctx.accounts.find(workspaceId, channelId);
    const adapter = ctx.adapters.get(account?.kind ?? "");
    return account !== null && adapter !== undefined && (await adapter.check(account)).length === 0;
  } catch (error) {
    ctx.log.warn({ workspaceId, channelId, reason: reasonOf(error) }, "A held channel could not be checked");
    return false;
  }
}
