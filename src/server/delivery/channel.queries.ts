import type { Transaction } from "../db/connect.ts";

/** A channel of a workspace. */
export type ChannelKey = { workspaceId: string; channelId: string };

/** Holds channels whose number or mailbox refuses us; answers those that were not held until now. */
export function restrictChannels(
  db: Transaction,
  rows: readonly (ChannelKey & { reason: string })[],
): Promise<ChannelKey[]> {
  return db.query<ChannelKey>({
    name: "delivery_restrict_channels",
    text: `update channels c set state = 'restricted', state_detail = k.reason
           from unnest($1::uuid[], $2::uuid[], $3::text[]) as k(workspace_id, channel_id, reason)
           where c.workspace_id = k.workspace_id and c.id = k.channel_id and c.state <> 'restricted'
             and c.disconnected_at is null
           returning c.workspace_id as "workspaceId", c.id as "channelId"`,
    values: [
      rows.map((row) => row.workspaceId),
      rows.map((row) => row.channelId),
      rows.map((row) => row.reason),
    ],
  });
}

/** Channels that are held. */
export function findRestricted(db: Transaction, workspaceIds: readonly string[]): Promise<ChannelKey[]> {
  return db.query<ChannelKey>({
    name: "delivery_find_restricted",
    text: `select workspace_id as "workspaceId", id as "channelId" from channels
           where workspace_id = any($1::uuid[]) and state = 'restricted'`,
    values: [workspaceIds],
  });
}

/** Lets a held channel send again; answers it when it was held. */
export function freeChannel(db: Transaction, { workspaceId, channelId }: ChannelKey): Promise<ChannelKey[]> {
  return db.query<ChannelKey>({
    name: "delivery_free_channel",
    text: `update channels set state = 'connected', state_detail = null
           where workspace_id = $1 and id = $2 and state = 'restricted'
           returning workspace_id as "workspaceId", id as "channelId"`,
    values: [workspaceId, channelId],
  });
}
