import type { QueryClient } from "@tanstack/react-query";
import { messagesQuery } from "./use-messages.ts";
import { threadQuery } from "./use-threads.ts";

/** Asks for a thread and its newest messages when a button goes down on it: a tenth of a second before it is opened. */
export function fetchThreadAhead(queryClient: QueryClient, threadId: string): void {
  void queryClient.prefetchQuery(threadQuery(threadId));
  void queryClient.prefetchInfiniteQuery(messagesQuery(threadId));
}
