import { alarmsOf, holdOf } from "#domain/channel-alarms.ts";
import { type ChannelHealth, takeReading, unknownHealth } from "#domain/channel-health.ts";
import type { Context } from "../../context.ts";
import { reasonOf } from "../../log.ts";
import { standsStill } from "../../record/channel-told.ts";
import { markStandstills, saveHealths } from "../../record/health.queries.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findHealth } from "./health.queries.ts";

/** Asks the provider how a channel does and keeps the answer; one that does not answer is asked again later. */
export async function checkHealth(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const account = await ctx.accounts.find(workspaceId, id);
  const adapter = ctx.adapters.get(account?.kind ?? "");
  if (account === null || adapter?.readHealth === undefined) {
    return;
  }
  try {
    const reading = await adapter.readHealth(account);
    const now = ctx.now();
    const hasChanged = await editWorkspace(ctx, workspaceId, async (db, events) => {
      const row = await findHealth(db, workspaceId, id);
      if (row === null) {
        return false;
      }
      const before = row.health ?? unknownHealth;
      const health = takeReading(before, reading);
      saveHealths(db, workspaceId, [{ channelId: id, health, toldAt: null, checkedAt: now }]);
      markStandstills(db, workspaceId, [{ channelId: id, isStill: standsStill(holdOf(health, now)) }]);
      if (seenOf(before, now) === seenOf(health, now)) {
        return false;
      }
      events.push({ kind: "channel.changed", channelId: id });
      return true;
    });
    if (hasChanged) {
      ctx.doorbell.ring([{ what: "channels", workspaceId }]);
    }
  } catch (error) {
    ctx.log.warn(
      { workspaceId, channelId: id, reason: reasonOf(error) },
      "How a channel does could not be read",
    );
  }
}

/** The same for all channels of a workspace, one after the other. */
export async function checkHealths(ctx: Context, workspaceId: string): Promise<void> {
  for (const { id } of await ctx.accounts.list(workspaceId)) {
    await checkHealth(ctx, { workspaceId, id });
  }
}

/** What screens show of it without opening its page. */
function seenOf(health: ChannelHealth, now: number): string {
  return JSON.stringify([holdOf(health, now), alarmsOf(health, { now, reached: 0 })]);
}
