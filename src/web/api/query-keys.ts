import type { QueryKey } from "@tanstack/react-query";
import * as z from "zod/mini";
import { type ThreadStatus, threadStatus, threadView } from "#contract/threads.ts";
import type { ThreadFilter } from "./thread-filter.ts";
import type { EstimateBody } from "./use-estimate.ts";

const threadListKey = z.tuple([
  z.literal("threads"),
  z.object({ view: threadView, status: z.nullable(threadStatus), tag: z.nullable(z.string()) }),
]);

/** Keys of the query cache, so that live events and screens speak of the same entries. */
export const queryKeys = {
  session: ["session"],
  members: ["members"],
  threads: ["threads"],
  threadList: (filter: ThreadFilter) => ["threads", filter],
  /** Which list a key is of; null: it is of none. */
  filterOfList(key: QueryKey): ThreadFilter | null {
    const parsed = z.safeParse(threadListKey, key);
    return parsed.success ? parsed.data[1] : null;
  },
  threadCounts: ["thread-counts"],
  threadCountsOf: (status: ThreadStatus | null) => ["thread-counts", status],
  search: (question: string) => ["search", question],
  thread: (threadId: string) => ["thread", threadId],
  /** What the panel beside a thread shows: below the thread's own key, so that whatever reads it anew reads these too. */
  besideThread: (threadId: string) => ["thread", threadId, "beside"],
  messages: (threadId: string) => ["messages", threadId],
  channels: ["channels"],
  templates: ["templates"],
  tags: ["settings", "tags"],
  cannedReplies: ["settings", "canned-replies"],
  autoReply: ["settings", "auto-reply"],
  receipts: ["settings", "receipts"],
  preferences: ["settings", "preferences"],
  invitations: ["settings", "invitations"],
  operations: ["operations"],
  quarantine: ["operations", "quarantine"],
  allCosts: ["costs"],
  costs: (month: string, by: string) => ["costs", month, by],
  costSummary: (month: string) => ["costs", month, "summary"],
  money: ["settings", "money"],
  conversations: (filters: object) => ["conversations", filters],
  conversationCounts: (filters: object) => ["conversations", "counts", filters],
  rateCards: ["settings", "rate-cards"],
  rateCard: (id: string) => ["settings", "rate-cards", id],
  apiKeys: ["api-keys"],
  settings: ["settings"],
  estimates: ["estimate"],
  estimate: (body: EstimateBody, windowState: string | null) => ["estimate", body, windowState],
} as const;
