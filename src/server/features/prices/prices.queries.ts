import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** The currency in which WhatsApp bills the workspace. */
export async function findCurrency(db: Transaction, workspaceId: string): Promise<string> {
  const rows = await db.query<{ currency: string }>({
    name: "prices_find_currency",
    text: "select currency from workspaces where workspace_id = $1",
    values: [workspaceId],
  });
  return rows[0]?.currency ?? "USD";
}

/** Free texts of a number that count, confirmed or on their way, by month. */
export async function listAllowance(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<Record<string, number>> {
  const rows = await db.query<{ month: string; used: number }>({
    name: "prices_list_allowance",
    text: `select month, confirmed + estimated as used from allowances
      where workspace_id = $1 and channel_id = $2`,
    values: [workspaceId, channelId],
  });
  return Object.fromEntries(rows.map(({ month, used }) => [month, used]));
}

/** Whether a message of this category would join a running conversation: its own, or any for free text. */
export async function hasRunningConversation(
  db: Transaction,
  pair: { workspaceId: string; channelId: string; identityId: string; category: string; now: Instant },
): Promise<boolean> {
  const { workspaceId, channelId, identityId, category, now } = pair;
  const rows = await db.query<{ found: boolean }>({
    name: "prices_has_running_conversation",
    text: `select exists (select 1 from conversations
        where workspace_id = $1 and channel_id = $2 and identity_id = $3 and ends_at > $5 and starts_at <= $5
          and ($4 = 'service' or category = $4)) as found`,
    values: [workspaceId, channelId, identityId, category, toTimestamp(now)],
  });
  return rows[0]?.found ?? false;
}
