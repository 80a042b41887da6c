import type { Transaction } from "../db/connect.ts";
import type { MessageRow, SuggestionRow } from "./rows.ts";
import { messageTable, suggestionTable } from "./tables.ts";

/** Pairs of customers that were suggested to be one person. */
export function loadSuggestions(
  db: Transaction,
  workspaceId: string,
  customerIds: readonly string[],
): Promise<SuggestionRow[]> {
  return db.query<SuggestionRow>({
    name: "record_load_suggestions",
    text: `select ${suggestionTable.list} from merge_suggestions t
           where t.workspace_id = $1 and t.customer_id = any($2::uuid[]) and t.other_id = any($2::uuid[])`,
    values: [workspaceId, customerIds],
  });
}

/** Queued messages to identities that no process has in hand; the lane of a message is its identity. */
export function loadWaiting(
  db: Transaction,
  workspaceId: string,
  { channelIds, identityIds }: { channelIds: readonly string[]; identityIds: readonly string[] },
): Promise<MessageRow[]> {
  return db.query<MessageRow>({
    name: "record_load_waiting",
    text: `select ${messageTable.list} from delivery_queue q
           join messages t on t.workspace_id = $1 and t.id = q.message_id and t.status = 'queued'
           where q.workspace_id = $1 and q.channel_id = any($2::uuid[]) and q.lane = any($3::text[]) and q.lease_id is null`,
    values: [workspaceId, channelIds, identityIds],
  });
}
