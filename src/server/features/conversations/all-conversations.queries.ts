import type { ConversationState } from "#domain/conversation-state.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import { joinContact } from "../contact.queries.ts";
import type { Position } from "../cursor.ts";
import { type ConversationColumns, conversationColumns, withCosts } from "./conversations.queries.ts";

/** Conversations that started in a span, `to` excluded, and what they are cut to. */
export type ConversationFilters = {
  workspaceId: string;
  from: Instant;
  to: Instant;
  startedBy: string | null;
  category: string | null;
  channelId: string | null;
  state: ConversationState | null;
  now: Instant;
};

/** A conversation with whose it is. */
export type OwnedColumns = ConversationColumns & {
  threadId: string;
  customerId: string;
  customerName: string | null;
  phone: string | null;
  email: string | null;
  username: string | null;
  account: string | null;
  timeZone: string;
};

const state = `case when not provisional then 'confirmed' when $8::timestamptz < ends_at then 'provisional'
  else 'undelivered' end`;
const filtered = `starts_at >= $2::timestamptz and starts_at < $3::timestamptz
  and ($4::text is null or started_by = $4::text) and ($5::text is null or category = $5::text)
  and ($6::uuid is null or channel_id = $6::uuid) and ($7::text is null or ${state} = $7::text)`;

function filterValues(filters: ConversationFilters): unknown[] {
  const { workspaceId, from, to, startedBy, category, channelId, state, now } = filters;
  return [
    workspaceId,
    toTimestamp(from),
    toTimestamp(to),
    startedBy,
    category,
    channelId,
    state,
    toTimestamp(now),
  ];
}

/** Newest first; one row more than `limit`. */
export function listAllPage(
  db: Transaction,
  filters: ConversationFilters,
  { before, limit }: { before: Position | null; limit: number },
): Promise<OwnedColumns[]> {
  const keyset = before === null ? "" : "and (starts_at, id) < ($10::timestamptz, $11::uuid)";
  const position = before === null ? [] : [toTimestamp(before.at), before.id];
  return db.query<OwnedColumns>({
    name: before === null ? "conversations_list_all" : "conversations_list_all_before",
    text: `select ${conversationColumns}, t.id as "threadId", u.id as "customerId", u.name as "customerName",
        a.phone, a.email, a.username, a.account, n.time_zone as "timeZone"
      from (select id, thread_id, channel_id, identity_id, started_by, category, starts_at, ends_at, provisional
        from conversations where workspace_id = $1 and ${filtered} ${keyset} order by starts_at desc, id desc limit $9) c
      ${withCosts}
      join threads t on t.workspace_id = $1 and t.id = c.thread_id
      join customers u on u.workspace_id = $1 and u.id = t.customer_id
      join channels n on n.workspace_id = $1 and n.id = c.channel_id
      ${joinContact("a", { workspaceId: "$1", customerId: "u.id" })}
      order by c.starts_at desc, c.id desc`,
    values: [...filterValues(filters), limit + 1, ...position],
  });
}

/** How many there are of one kind. */
export type CountColumns = {
  startedBy: "customer" | "business";
  category: string;
  state: ConversationState;
  conversations: number;
};

/** Counts by who started them, category and state. */
export function countKinds(db: Transaction, filters: ConversationFilters): Promise<CountColumns[]> {
  return db.query<CountColumns>({
    name: "conversations_count_kinds",
    text: `select started_by as "startedBy", category, ${state} as state, count(*)::int as conversations
      from conversations where workspace_id = $1 and ${filtered} group by 1, 2, 3 order by 1, 2, 3`,
    values: filterValues(filters),
  });
}
