import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "#contract/events.ts";
import type { SessionView } from "#contract/session.ts";
import type { ConversationView, ThreadDetail, ThreadItem, WindowView } from "#contract/threads.ts";
import { noteDraftEvent } from "./draft-sync.ts";
import { refreshMessages } from "./merge-messages.ts";
import { notePresence } from "./presence.ts";
import { queryKeys } from "./query-keys.ts";
import { refreshCalmly, refreshSoon } from "./refresh-soon.ts";
import { refreshThreadSoon } from "./refresh-threads.ts";
import { setServerClock } from "./server-clock.ts";
import type { ThreadPages } from "./use-threads.ts";

/** Brings the cache up to what an event tells: new states are taken over at once, the rest is read again. */
export function applyLiveEvent(queryClient: QueryClient, event: LiveEvent): void {
  switch (event.kind) {
    case "message.created":
    case "message.changed":
      if (event.kind === "message.created" && event.window !== undefined) {
        takeWindow(queryClient, event.threadId, event.window);
      }
      // Free texts are counted as they go out, so what is left changes with them.
      refreshSoon(queryClient, queryKeys.estimates);
      void refreshMessages(queryClient, event.threadId, event.messageId);
      refreshThread(queryClient, event.threadId);
      return;
    case "thread.changed":
      refreshThread(queryClient, event.threadId);
      return;
    case "history.changed":
      void queryClient.invalidateQueries({ queryKey: queryKeys.messages(event.threadId) });
      refreshThread(queryClient, event.threadId);
      return;
    case "customer.changed":
      // Somebody edits the customer: what stands beside the thread is what changed.
      refreshSoon(queryClient, queryKeys.thread(event.threadId));
      refreshThreadSoon(queryClient, event.threadId);
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
    case "draft.changed":
      noteDraftEvent(event, queryClient.getQueryData<SessionView>(queryKeys.session)?.user.id ?? null);
      return;
    case "mention.created":
      refreshSoon(queryClient, queryKeys.threads);
      return;
    case "presence.changed":
      notePresence(event);
      return;
    case "templates.changed":
      refreshSoon(queryClient, queryKeys.templates);
      return;
    case "channel.changed":
      refreshSoon(queryClient, queryKeys.channels);
      return;
    case "settings.changed":
      refreshSoon(queryClient, queryKeys.settings);
      if (event.what === "costs" || event.what === "money") {
        refreshSoon(queryClient, queryKeys.allCosts);
      }
      if (event.what === "tags") {
        // Threads carry the names and colours of theirs.
        void queryClient.invalidateQueries({ queryKey: ["thread"] });
        refreshSoon(queryClient, queryKeys.threads);
      }
      if (event.what === "members" || event.what === "workspace") {
        refreshSoon(queryClient, queryKeys.members);
        refreshSoon(queryClient, queryKeys.session);
      }
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
  refreshSoon(queryClient, queryKeys.thread(threadId), true);
  refreshCalmly(queryClient, queryKeys.besideThread(threadId));
  refreshThreadSoon(queryClient, threadId);
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
