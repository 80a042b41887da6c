import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { Position } from "../cursor.ts";

export type ConversationColumns = {
  id: string;
  channelId: string;
  identityId: string;
  startedBy: "customer" | "business";
  category: string;
  startsAt: Instant;
  endsAt: Instant;
  provisional: boolean;
  messages: number;
  currency: string | null;
  amounts: (number | null)[] | null;
  isConfirmed: boolean | null;
};

/** What is shown of a conversation `c` with its costs `s`. */
export const conversationColumns = `c.id, c.channel_id as "channelId", c.identity_id as "identityId",
  c.started_by as "startedBy", c.category, c.starts_at as "startsAt", c.ends_at as "endsAt", c.provisional, s.messages,
  s.currency, s.amounts, s."isConfirmed"`;

/** The costs `s` of a conversation `c` of the workspace $1: the last ledger line of each of its messages. */
export const withCosts = `cross join lateral (
    select count(*)::int as messages, min(l.currency) as currency,
      array_agg(l.amount) filter (where l.state <> 'dropped') as amounts,
      bool_and(l.state = 'confirmed') filter (where l.state <> 'dropped') as "isConfirmed"
    from messages m left join lateral (select h.amount, h.currency, h.state from charges h
        where h.workspace_id = $1 and h.message_id = m.id order by h.entry desc limit 1) l on true
    where m.workspace_id = $1 and m.channel_id = c.channel_id and m.identity_id = c.identity_id
      and m.counted_at >= c.starts_at and m.counted_at < c.ends_at and m.conversation_id = c.id) s`;

/** The thread that a thread id leads to: a merged one to its winner. */
export async function findThreadId(db: Transaction, workspaceId: string, id: string): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "conversations_find_thread_id",
    text: "select coalesce(merged_into, id) as id from threads where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
  return rows[0]?.id ?? null;
}

/**
 * Conversations of a thread with the last ledger line of each of their messages, newest first; one row more than `limit`.
 * Messages of a conversation are found by when they count, which the index of a (channel, identity) knows.
 */
export function listPage(
  db: Transaction,
  page: { workspaceId: string; threadId: string; before: Position | null; limit: number },
): Promise<ConversationColumns[]> {
  const { workspaceId, threadId, before, limit } = page;
  const keyset = before === null ? "" : "and (starts_at, id) < ($4, $5)";
  const position = before === null ? [] : [toTimestamp(before.at), before.id];
  return db.query<ConversationColumns>({
    name: before === null ? "conversations_list_page" : "conversations_list_page_before",
    text: `select ${conversationColumns}
      from (select id, channel_id, identity_id, started_by, category, starts_at, ends_at, provisional
        from conversations where workspace_id = $1 and thread_id = $2 ${keyset}
        order by starts_at desc, id desc limit $3) c
      ${withCosts}
      order by c.starts_at desc, c.id desc`,
    values: [workspaceId, threadId, limit + 1, ...position],
  });
}
