import type { ChannelHealthView } from "#contract/channels.ts";
import { alarmsOf, holdOf, limitOf } from "#domain/channel-alarms.ts";
import { unknownHealth } from "#domain/channel-health.ts";
import { dayMs, minuteMs } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { viewAlarm } from "./channel.view.ts";
import { checkHealth } from "./check-health.ts";
import { countReached, findHealth } from "./health.queries.ts";

const freshMs = minuteMs;
/** What every number may send in a second, and one that WhatsApp upgraded (§7.1). */
const paces: Readonly<Record<string, number>> = { standard: 80, high: 1_000 };

/** How a channel does at the provider; who opens it sees what holds now. */
export async function getHealth(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<ChannelHealthView> {
  const find = () => withWorkspaces(ctx.db, [workspaceId], (db) => findHealth(db, workspaceId, id));
  const known = await find();
  if (known === null) {
    throw new AppError("NOT_FOUND");
  }
  if (known.checkedAt === null || Math.abs(ctx.now() - known.checkedAt) > freshMs) {
    await checkHealth(ctx, { workspaceId, id });
  }
  const row = (await find()) ?? known;
  const now = ctx.now();
  const reached = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    countReached(db, workspaceId, { portfolio: row.portfolio, since: now - dayMs }),
  );
  const health = row.health ?? unknownHealth;
  const { status, quality, throughput, limit, verifiedName, nameStatus, canSend, isSubscribed, review } =
    health;
  const most = limitOf(limit);
  return {
    checkedAt: row.checkedAt === null ? null : new Date(row.checkedAt).toISOString(),
    status,
    quality,
    throughput,
    perSecond: paces[throughput ?? ""] ?? null,
    limit,
    mostPeople: typeof most === "number" ? most : null,
    reached,
    verifiedName,
    nameStatus,
    canSend,
    isSubscribed,
    review,
    hold: holdOf(health, now),
    alarms: alarmsOf(health, { now, reached }).map(viewAlarm),
    problems: health.problems.map(({ entity, code, description, solution }) => {
      return { entity, code, description, solution };
    }),
  };
}
