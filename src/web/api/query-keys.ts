import type { EstimateBody } from "./use-estimate.ts";

/** Keys of the query cache, so that live events and screens speak of the same entries. */
export const queryKeys = {
  session: ["session"],
  members: ["members"],
  threads: ["threads"],
  threadList: (view: string) => ["threads", view],
  thread: (threadId: string) => ["thread", threadId],
  messages: (threadId: string) => ["messages", threadId],
  channels: ["channels"],
  templates: ["templates"],
  autoReply: ["settings", "auto-reply"],
  settings: ["settings"],
  estimates: ["estimate"],
  estimate: (body: EstimateBody, windowState: string | null) => ["estimate", body, windowState],
} as const;
