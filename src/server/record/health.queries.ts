import type { ChannelHealth } from "#domain/channel-health.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { jsonParameter } from "./parameter.ts";

/** The numbers of an account, or the one with these digits, with what is known of them. */
export function loadHealths(
  db: Transaction,
  workspaceId: string,
  { accountRef, digits }: { accountRef: string; digits: string | null },
): Promise<{ channelId: string; health: ChannelHealth | null }[]> {
  return db.query({
    name: "record_load_healths",
    text: `select c.id as "channelId", h.health from channels c
      left join channel_health h on h.workspace_id = $1 and h.channel_id = c.id
      where c.workspace_id = $1 and c.account_ref = $2 and c.disconnected_at is null
        and ($3::text is null or coalesce(regexp_replace(c.config ->> 'address', '\\D', '', 'g'), $3) = $3)`,
    values: [workspaceId, accountRef, digits],
  });
}

/** Keeps what was told of channels, or what asking them answered. */
export function saveHealths(
  db: Transaction,
  workspaceId: string,
  rows: readonly {
    channelId: string;
    health: ChannelHealth;
    toldAt: Instant | null;
    checkedAt: Instant | null;
  }[],
): void {
  for (const { channelId, health, toldAt, checkedAt } of rows) {
    db.send({
      name: "record_save_health",
      text: `insert into channel_health (workspace_id, channel_id, health, told_at, checked_at)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, channel_id) do update set health = excluded.health,
          told_at = coalesce(excluded.told_at, channel_health.told_at),
          checked_at = coalesce(excluded.checked_at, channel_health.checked_at)`,
      values: [
        workspaceId,
        channelId,
        jsonParameter(health),
        toldAt === null ? null : toTimestamp(toldAt),
        checkedAt === null ? null : toTimestamp(checkedAt),
      ],
    });
  }
}

/** What is queued on a banned number waits with that reason; once the ban is lifted it goes out. */
export function markStandstills(
  db: Transaction,
  workspaceId: string,
  rows: readonly { channelId: string; isStill: boolean }[],
): void {
  db.send({
    name: "record_mark_standstills",
    text: `update channels c set state = case when k.is_still then 'restricted' else 'connected' end,
        state_detail = case when k.is_still then 'banned' end
      from unnest($2::uuid[], $3::boolean[]) as k(id, is_still)
      where c.workspace_id = $1 and c.id = k.id and c.disconnected_at is null
        and case when k.is_still then c.state <> 'restricted'
          else c.state = 'restricted' and c.state_detail = 'banned' end`,
    values: [workspaceId, rows.map(({ channelId }) => channelId), rows.map(({ isStill }) => isStill)],
  });
}
