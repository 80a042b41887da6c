import { decideSlot, type RateLimit } from "#domain/limits.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { lockLimits, readClock, saveLimits } from "./limit.queries.ts";
import type { RealTime } from "./pacer.ts";
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
    time: RealTime;
  },
): Promise<number[]> {
  const { workspaceId, channelId, count, limit, leadMs, time } = input;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [known] = await lockLimits(db, workspaceId, [{ channelId, scope: numberScope }]);
    const clockAt = await readClock(db);
    const readAt = time.now();
    let arrivalAt = known?.arrivalAt ?? null;
    const slots: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const slot = decideSlot({ ...limit, theoreticalArrivalAt: arrivalAt, now: clockAt + leadMs });
      arrivalAt = slot.theoreticalArrivalAt;
      slots.push(readAt + slot.slotAt - clockAt);
    }
    if (arrivalAt !== null) {
      await saveLimits(db, workspaceId, [{ channelId, scope: numberScope, arrivalAt }]);
    }
    return slots;
  });
}
