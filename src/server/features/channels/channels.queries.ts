import type { Json } from "#channels/channel.ts";
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
};

const columns = `id, kind, name, provider_id as "providerId", account_ref as "accountRef",
  config ->> 'address' as address, state, state_detail as "stateDetail", last_inbound_at as "lastInboundAt"`;

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
        where workspace_id = $1 and kind = $2 and provider_id = $3) as found`,
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
  at: Instant;
};

/** Adds a channel; null when the number or mailbox is there already. Without a time zone it has the workspace's. */
export async function insertChannel(db: Transaction, row: NewChannelRow): Promise<ChannelColumns | null> {
  const rows = await db.query<ChannelColumns>({
    text: `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, secrets, time_zone,
        created_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, w.time_zone), $10
      from workspaces w where w.workspace_id = $1
      on conflict (workspace_id, kind, provider_id) do nothing
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
    ],
  });
  return rows[0] ?? null;
}
