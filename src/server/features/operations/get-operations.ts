import type { Operations } from "#contract/operations.ts";
import { instantAt } from "#domain/local-instant.ts";
import { dayMs, localDate, secondMs } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { countUnknown } from "../../queues.queries.ts";
import type { ChannelQueue, Traffic } from "./operations.queries.ts";
import * as queries from "./operations.queries.ts";
import { countQuarantine } from "./quarantine-list.queries.ts";

/** Nothing is counted further: from here on the number says enough. */
const mostCounted = 20_000;

/** How the work of one workspace goes, by the business's own day. */
export function getOperations(ctx: Context, workspaceId: string): Promise<Operations> {
  const now = ctx.now();
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const timeZone = await queries.findTimeZone(db, workspaceId);
    const today = instantAt(localDate(now, timeZone), "00:00", timeZone);
    const traffic = await queries.countTraffic(db, workspaceId, { since: today, most: mostCounted });
    const queue = await queries.measureQueue(db, workspaceId, mostCounted);
    const unknown = await countUnknown(db, [workspaceId]);
    const times = { day: now - dayMs, week: now - 7 * dayMs };
    return {
      channels: joinChannels(traffic, queue),
      queue: { ...sumQueue(queue, now), unknown: sum(unknown.map(({ count }) => count)) },
      quarantined: await countQuarantine(db, workspaceId, mostCounted),
      failures: await queries.countFailures(db, workspaceId, { ...times, most: mostCounted }),
      mostCounted,
    };
  });
}

function joinChannels(traffic: readonly Traffic[], queue: readonly ChannelQueue[]): Operations["channels"] {
  const ids = new Set([...traffic, ...queue].map(({ channelId }) => channelId));
  return [...ids].map((channelId) => {
    const count = (wanted: Traffic["direction"]) =>
      sum(
        traffic
          .filter((one) => one.channelId === channelId && one.direction === wanted)
          .map((one) => one.count),
      );
    const waiting = sum(queue.filter((one) => one.channelId === channelId).map((one) => one.waiting));
    return { channelId, receivedToday: count("in"), sentToday: count("out"), waiting };
  });
}

/** Ages are real time, which the clock of the demo may have left; what is shown is a moment of that clock. */
function sumQueue(queue: readonly ChannelQueue[], now: number): Omit<Operations["queue"], "unknown"> {
  const ages = queue.flatMap(({ dueSeconds }) => dueSeconds ?? []);
  const dueSince = ages.length === 0 ? null : new Date(now - Math.max(...ages) * secondMs).toISOString();
  return {
    waiting: sum(queue.map((one) => one.waiting)),
    inFlight: sum(queue.map((one) => one.inFlight)),
    dueSince,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
