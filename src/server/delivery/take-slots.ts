import { decideSlot, type RateLimit } from "#domain/limits.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { lockLimits, saveLimits } from "./limit.queries.ts";
import { numberScope } from "./plan-claim.ts";

/** Draws new slots of a number for messages that missed theirs; in real time of this process. */
export async function takeSlots(
  ctx: Context,
  input: {
    workspaceId: string;
    channelId: string;
    count: number;
    limit: RateLimit;
    leadMs: number;
    clock: DatabaseClock;
  },
): Promise<number[]> {
  const { workspaceId, channelId, count, limit, leadMs, clock } = input;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [known] = await lockLimits(db, workspaceId, [{ channelId, scope: numberScope }]);
    const { at, toLocal } = await clock.read(db);
    let arrivalAt = known?.arrivalAt ?? null;
    const slots: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const slot = decideSlot({ ...limit, theoreticalArrivalAt: arrivalAt, now: at + leadMs });
      arrivalAt = slot.theoreticalArrivalAt;
      slots.push(toLocal(slot.slotAt));
    }
    if (arrivalAt !== null) {
      saveLimits(db, workspaceId, [{ channelId, scope: numberScope, arrivalAt }]);
    }
    return slots;
  });
}
