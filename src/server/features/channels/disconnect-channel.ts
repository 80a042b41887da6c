import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { tellChannels } from "../../delivery/tell-channels.ts";
import { AppError } from "../../errors.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { disconnect } from "./channels.queries.ts";
import { withdrawWaiting } from "./withdraw-waiting.ts";

/**
 * Ends a channel: its secrets are gone, nothing is read or sent any more, and what waited to go out ends as not sent, so
 * that nothing old goes out when it is connected again. Threads and messages stay.
 */
export async function disconnectChannel(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const rings = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const at = ctx.now();
    if (!(await disconnect(db, workspaceId, { id, at }))) {
      throw new AppError("NOT_FOUND");
    }
    const withdrawn = await withdrawWaiting(db, { workspaceId, channelId: id, at });
    return [...withdrawn, ...(await tellChannels(ctx, db, [{ workspaceId, channelId: id }]))];
  });
  ctx.accounts.forget(workspaceId);
  ctx.doorbell.ring(rings);
}
