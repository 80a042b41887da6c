import type { PricingSettings } from "#domain/billed-as.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** How WhatsApp bills a number. */
export type BillingTermsColumns = {
  currency: string;
  portfolio: string;
  utilityWindow: PricingSettings["utilityWindow"];
};

/** The currency of a number's account, else the workspace's, and what else rules its prices. */
export async function findTerms(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<BillingTermsColumns> {
  const rows = await db.query<BillingTermsColumns>({
    name: "prices_find_terms",
    text: `select coalesce(c.currency, w.currency) as currency, coalesce(c.portfolio, '') as portfolio,
        w.utility_window as "utilityWindow"
      from workspaces w left join channels c on c.workspace_id = $1 and c.id = $2 where w.workspace_id = $1`,
    values: [workspaceId, channelId],
  });
  return rows[0] ?? { currency: "USD", portfolio: "", utilityWindow: "at-delivery" };
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
