import type { ChannelHealth } from "#domain/channel-health.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

export type HealthColumns = {
  kind: string;
  portfolio: string;
  health: ChannelHealth | null;
  checkedAt: Instant | null;
};

/** What is known of a channel; null when there is no such channel. */
export async function findHealth(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<HealthColumns | null> {
  const rows = await db.query<HealthColumns>({
    name: "channels_find_health",
    text: `select c.kind, c.portfolio, h.health, h.checked_at as "checkedAt" from channels c
      left join channel_health h on h.workspace_id = $1 and h.channel_id = c.id
      where c.workspace_id = $1 and c.id = $2`,
    values: [workspaceId, channelId],
  });
  return rows[0] ?? null;
}

/** People whom the numbers of a portfolio wrote to first since then: templates outside the window, each person once (§7.2). */
export async function countReached(
  db: Transaction,
  workspaceId: string,
  { portfolio, since }: { portfolio: string; since: Instant },
): Promise<number> {
  const rows = await db.query<{ count: number }>({
    name: "channels_count_reached",
    text: `select count(distinct m.identity_id)::integer as count
      from channels c join messages m on m.workspace_id = $1 and m.channel_id = c.id
      where c.workspace_id = $1 and c.kind = 'whatsapp' and c.portfolio = $2
        and m.kind = 'template' and m.window_open_at_attempt = false and m.attempt_at > $3
        and m.status <> 'failed'`,
    values: [workspaceId, portfolio, toTimestamp(since)],
  });
  return rows[0]?.count ?? 0;
}
