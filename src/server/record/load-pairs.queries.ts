import type { Transaction } from "../db/connect.ts";
import type { ConversationRow, MessageRow } from "./rows.ts";
import { conversationTable, messageTable } from "./tables.ts";

type PairSpan = { channelId: string; identityId: string; from: string };

/** Messages of ours that count in a pair's conversations from a moment on. */
export function loadCounted(
  db: Transaction,
  workspaceId: string,
  spans: readonly PairSpan[],
): Promise<MessageRow[]> {
  return db.query<MessageRow>({
    name: "record_load_counted",
    text: `select ${messageTable.list} from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as k(channel_id, identity_id, since)
           join messages t on t.workspace_id = $1 and t.channel_id = k.channel_id and t.identity_id = k.identity_id
             and t.counted_at >= k.since`,
    values: [workspaceId, ...spanColumns(spans)],
  });
}

/** Conversations of a pair that still ran at a moment, or began later. */
export function loadConversations(
  db: Transaction,
  workspaceId: string,
  spans: readonly PairSpan[],
): Promise<ConversationRow[]> {
  return db.query<ConversationRow>({
    name: "record_load_conversations",
    text: `select ${conversationTable.list} from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as k(channel_id, identity_id, since)
           join conversations t on t.workspace_id = $1 and t.channel_id = k.channel_id and t.identity_id = k.identity_id
             and t.ends_at > k.since`,
    values: [workspaceId, ...spanColumns(spans)],
  });
}

/** When the customer opened the window of a pair, from 24 h before a moment on. */
export function loadOpenings(
  db: Transaction,
  workspaceId: string,
  spans: readonly (PairSpan & { threadId: string })[],
): Promise<{ channelId: string; identityId: string; sentAt: number }[]> {
  return db.query({
    name: "record_load_openings",
    text: `select t.channel_id as "channelId", t.identity_id as "identityId", t.sent_at as "sentAt"
           from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[]) as k(channel_id, identity_id, since, thread_id)
           join messages t on t.workspace_id = $1 and t.thread_id = k.thread_id and t.sent_at > k.since - interval '24 hours'
             and t.channel_id = k.channel_id and t.identity_id = k.identity_id and t.opens_window`,
    values: [workspaceId, ...spanColumns(spans), spans.map((span) => span.threadId)],
  });
}

function spanColumns(spans: readonly PairSpan[]): string[][] {
  return [
    spans.map((span) => span.channelId),
    spans.map((span) => span.identityId),
    spans.map((span) => span.from),
  ];
}
