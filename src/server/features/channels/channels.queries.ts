import type { Json } from "#channels/channel.ts";
import type { ChannelHealth } from "#domain/channel-health.ts";
import { rhythmDays } from "#domain/silence.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

export type ChannelColumns = {
  id: string;
  kind: string;
  name: string;
  providerId: string;
  accountRef: string | null;
  address: string | null;
  state: "connected" | "degraded" | "disconnected" | "restricted";
  stateDetail: string | null;
  lastInboundAt: Instant | null;
  /** The longest pause of the rhythm before the last sign of life. */
  longestGapMs: number | null;
  disconnectedAt: Instant | null;
  senderName: string | null;
  timeZone: string;
  currency: string | null;
  health: ChannelHealth | null;
};

const columns = `id, kind, name, provider_id as "providerId", account_ref as "accountRef",
  config ->> 'address' as address, state, state_detail as "stateDetail", last_inbound_at as "lastInboundAt",
  disconnected_at as "disconnectedAt", time_zone as "timeZone",
  case kind when 'whatsapp' then coalesce(currency, (select w.currency from workspaces w
    where w.workspace_id = channels.workspace_id)) end as currency, config ->> 'displayName' as "senderName",
  (select h.health from channel_health h
    where h.workspace_id = channels.workspace_id and h.channel_id = channels.id) as health,
  (select max(r.longest_gap_ms) from channel_rhythm r
    where r.workspace_id = channels.workspace_id and r.channel_id = channels.id
      and r.day > (channels.last_inbound_at at time zone 'UTC')::date - ${rhythmDays}) as "longestGapMs"`;

/** Channels in the order in which they were connected. */
export async function listChannels(db: Transaction, workspaceId: string): Promise<ChannelColumns[]> {
  return db.query<ChannelColumns>({
    name: "channels_list",
    text: `select ${columns} from channels where workspace_id = $1 order by created_at, id`,
    values: [workspaceId],
  });
}

export async function isConnected(
  db: Transaction,
  workspaceId: string,
  { kind, providerId }: { kind: string; providerId: string },
): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: `select exists (select 1 from channels
        where workspace_id = $1 and kind = $2 and provider_id = $3 and disconnected_at is null) as found`,
    values: [workspaceId, kind, providerId],
  });
  return rows[0]?.found ?? false;
}

/** What the business is called. */
export async function readWorkspaceName(db: Transaction, workspaceId: string): Promise<string> {
  const rows = await db.query<{ name: string }>({
    text: "select name from workspaces where workspace_id = $1",
    values: [workspaceId],
  });
  return rows[0]?.name ?? "";
}

export type NewChannelRow = {
  workspaceId: string;
  id: string;
  kind: string;
  name: string;
  providerId: string;
  accountRef: string | null;
  config: Json;
  secrets: Buffer;
  timeZone: string | null;
  currency: string | null;
  at: Instant;
};

/**
 * Adds a channel, or brings a disconnected one back; null when the number or mailbox is connected already. Without a time
 * zone it has the workspace's.
 */
export async function insertChannel(db: Transaction, row: NewChannelRow): Promise<ChannelColumns | null> {
  const rows = await db.query<ChannelColumns>({
    text: `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, secrets, time_zone,
        created_at, currency)
      select $1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, w.time_zone), $10,
        coalesce((select o.currency from channels o where o.workspace_id = $1 and o.kind = $3 and o.account_ref = $6
          and o.currency is not null limit 1), $11)
      from workspaces w where w.workspace_id = $1
      on conflict (workspace_id, kind, provider_id) do update set name = excluded.name,
        account_ref = excluded.account_ref, config = excluded.config, secrets = excluded.secrets,
        time_zone = excluded.time_zone, state = 'connected', state_detail = null, disconnected_at = null,
        last_inbound_at = null, currency = coalesce(channels.currency, excluded.currency)
        where channels.disconnected_at is not null and channels.id = excluded.id
      returning ${columns}`,
    values: [
      row.workspaceId,
      row.id,
      row.kind,
      row.name,
      row.providerId,
      row.accountRef,
      JSON.stringify(row.config),
      row.secrets,
      row.timeZone,
      toTimestamp(row.at),
      row.currency,
    ],
  });
  return rows[0] ?? null;
}

/** What was usual before a channel was disconnected tells nothing of the time after it. */
export async function forgetRhythm(db: Transaction, workspaceId: string, channelId: string): Promise<void> {
  await db.execute({
    text: "delete from channel_rhythm where workspace_id = $1 and channel_id = $2",
    values: [workspaceId, channelId],
  });
}

/** The id of a number or mailbox that was disconnected: it comes back as the same channel, with its messages. */
export async function findDisconnected(
  db: Transaction,
  workspaceId: string,
  { kind, providerId }: { kind: string; providerId: string },
): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    text: `select id from channels where workspace_id = $1 and kind = $2 and provider_id = $3
        and disconnected_at is not null`,
    values: [workspaceId, kind, providerId],
  });
  return rows[0]?.id ?? null;
}

export async function findChannel(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<ChannelColumns | null> {
  const rows = await db.query<ChannelColumns>({
    text: `select ${columns} from channels where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** The sealed secrets of a connected channel, locked so that two owners replace them one after the other. */
export async function lockSecrets(db: Transaction, workspaceId: string, id: string): Promise<Buffer | null> {
  const rows = await db.query<{ secrets: Buffer | null }>({
    text: `select secrets from channels where workspace_id = $1 and id = $2 and disconnected_at is null for update`,
    values: [workspaceId, id],
  });
  return rows[0]?.secrets ?? null;
}

/** What customers see as the sender of a mailbox's mails. */
export async function renameSender(
  db: Transaction,
  workspaceId: string,
  { id, senderName }: { id: string; senderName: string },
): Promise<void> {
  await db.execute({
    text: `update channels set config = config || jsonb_build_object('displayName', $3::text)
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, senderName],
  });
}

export async function renameChannel(
  db: Transaction,
  workspaceId: string,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await db.execute({
    text: "update channels set name = $3 where workspace_id = $1 and id = $2",
    values: [workspaceId, id, name],
  });
}

/** New secrets that the provider took: what was wrong with the old ones is over. */
export async function saveSecrets(
  db: Transaction,
  workspaceId: string,
  { id, secrets }: { id: string; secrets: Buffer },
): Promise<void> {
  await db.execute({
    text: `update channels set secrets = $3, state = 'connected', state_detail = null
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, secrets],
  });
}

/** Ends a channel and deletes its secrets; done twice, the first time counts. False: there is no such channel. */
export async function disconnect(
  db: Transaction,
  workspaceId: string,
  { id, at }: { id: string; at: Instant },
): Promise<boolean> {
  const found = await db.execute({
    text: `update channels set secrets = null, state = 'disconnected', state_detail = null,
        disconnected_at = coalesce(disconnected_at, $3)
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, toTimestamp(at)],
  });
  return found === 1;
}

/** Messages of a channel that wait and are in nobody's hands; not those of which nobody knows whether they went. */
export async function listWaiting(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `select q.message_id as id from delivery_queue q
      where q.workspace_id = $1 and q.channel_id = $2 and (q.lease_id is null or q.leased_until < now())
        and not exists (select 1 from attempts a
          where a.workspace_id = $1 and a.message_id = q.message_id and not a.settled)
      order by q.seq`,
    values: [workspaceId, channelId],
  });
  return rows.map(({ id }) => id);
}

const ofAccount = `kind = 'whatsapp'
  and account_ref = (select o.account_ref from channels o where o.workspace_id = $1 and o.id = $2)`;

/** Says in which currency all numbers of a number's account are billed. */
export async function saveCurrency(
  db: Transaction,
  workspaceId: string,
  { id, currency }: { id: string; currency: string },
): Promise<void> {
  await db.execute({
    text: `update channels set currency = $3 where workspace_id = $1 and ${ofAccount}`,
    values: [workspaceId, id, currency],
  });
}

/** Whether anything was charged at a number of the same account. */
export async function isCharged(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: `select exists (select 1 from daily_costs where workspace_id = $1 and messages > 0
        and channel_id in (select id from channels where workspace_id = $1 and ${ofAccount})) as found`,
    values: [workspaceId, id],
  });
  return rows[0]?.found ?? false;
}

/** Whether it was said in which currency a number is billed. */
export async function isCurrencyKnown(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.query<{ known: boolean }>({
    text: `select exists (select 1 from channels
        where workspace_id = $1 and id = $2 and currency is not null) as known`,
    values: [workspaceId, id],
  });
  return rows[0]?.known ?? false;
}
