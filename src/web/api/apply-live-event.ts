import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "#contract/events.ts";
import type { ConversationView, ThreadDetail, ThreadItem, WindowView } from "#contract/threads.ts";
import { refreshMessages } from "./merge-messages.ts";
import { queryKeys } from "./query-keys.ts";
import { refreshSoon } from "./refresh-soon.ts";
import { setServerClock } from "./server-clock.ts";
import type { ThreadPages } from "./use-threads.ts";

/** Brings the cache up to what an event tells: new states are taken over at once, the rest is read again. */
export function applyLiveEvent(queryClient: QueryClient, event: LiveEvent): void {
  switch (event.kind) {
    case "message.created":
    case "message.changed":
      // Free texts are counted as they go out, so what is left changes with them.
      refreshSoon(queryClient, queryKeys.estimates);
      void refreshMessages(queryClient, event.threadId);
      refreshThread(queryClient, event.threadId);
      return;
    case "thread.changed":
    case "customer.changed":
      refreshThread(queryClient, event.threadId);
      return;
    case "window.changed":
      takeWindow(queryClient, event.threadId, event.window);
      refreshThread(queryClient, event.threadId);
      refreshSoon(queryClient, queryKeys.estimates);
      return;
    case "conversation.changed":
      takeConversation(queryClient, event.threadId, event.conversation);
      return;
    case "conversation.removed":
      updateThread(queryClient, event.threadId, (thread) => ({
        ...thread,
        conversations: thread.conversations.filter(({ id }) => id !== event.conversationId),
      }));
      return;
    case "templates.changed":
      refreshSoon(queryClient, queryKeys.templates);
      return;
    case "channel.changed":
      refreshSoon(queryClient, queryKeys.channels);
      return;
    case "settings.changed":
      refreshSoon(queryClient, queryKeys.settings);
      return;
    case "clock.jumped":
      setServerClock(Date.parse(event.now), Date.now());
      void queryClient.invalidateQueries();
      return;
    default:
      event satisfies never;
  }
}

function refreshThread(queryClient: QueryClient, threadId: string): void {
  refreshSoon(queryClient, queryKeys.thread(threadId));
  refreshSoon(queryClient, queryKeys.threads);
}

function takeWindow(queryClient: QueryClient, threadId: string, window: WindowView): void {
  const isSame = (other: WindowView): boolean =>
    other.channelId === window.channelId && other.identityId === window.identityId;
  const take = <Thread extends ThreadItem>(thread: Thread): Thread => ({
    ...thread,
    windows: [...thread.windows.filter((other) => !isSame(other)), window],
  });
  updateThread(queryClient, threadId, take);
  queryClient.setQueriesData<ThreadPages>({ queryKey: queryKeys.threads }, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((thread) => (thread.id === threadId ? take(thread) : thread)),
          })),
        },
  );
}

function takeConversation(queryClient: QueryClient, threadId: string, conversation: ConversationView): void {
  updateThread(queryClient, threadId, (thread) => ({
    ...thread,
    conversations: [...thread.conversations.filter(({ id }) => id !== conversation.id), conversation],
  }));
}

function updateThread(
  queryClient: QueryClient,
  threadId: string,
  change: (thread: ThreadDetail) => ThreadDetail,
): void {
  queryClient.setQueryData<ThreadDetail>(queryKeys.thread(threadId), (thread) =>
    thread === undefined ? thread : change(thread),
  );
}
