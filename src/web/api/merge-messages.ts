import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "#contract/messages.ts";
import { queryKeys } from "./query-keys.ts";
import { type MessagePage, type MessagePages, readMessagePage } from "./use-messages.ts";

const reading = new Map<string, { again: boolean; changed: Set<string> }>();

/** Puts a message that the server just answered into the loaded part of its thread. */
export function mergeMessage(queryClient: QueryClient, message: Message): void {
  queryClient.setQueryData<MessagePages>(queryKeys.messages(message.threadId), (pages) =>
    pages === undefined ? pages : mergeIntoPages(pages, [message]),
  );
}

/**
 * Reads the newest page of a loaded thread again and merges it; bursts of events become one reading at a time. A changed
 * message that is loaded but older than that page lets all loaded pages be read again.
 */
export async function refreshMessages(
  queryClient: QueryClient,
  threadId: string,
  changedId?: string,
): Promise<void> {
  const key = queryKeys.messages(threadId);
  if (queryClient.getQueryData(key) === undefined) {
    return;
  }
  const running = reading.get(threadId);
  const mine = running ?? { again: true, changed: new Set() };
  mine.again = true;
  if (changedId !== undefined) {
    mine.changed.add(changedId);
  }
  if (running !== undefined) {
    return;
  }
  reading.set(threadId, mine);
  try {
    while (mine.again) {
      mine.again = false;
      const changed = [...mine.changed];
      mine.changed.clear();
      mergeNewest(queryClient, threadId, { fresh: await readMessagePage(threadId, null), changed });
    }
  } catch {
    await queryClient.invalidateQueries({ queryKey: key });
  } finally {
    reading.delete(threadId);
  }
}

function mergeNewest(
  queryClient: QueryClient,
  threadId: string,
  { fresh, changed }: { fresh: MessagePage; changed: readonly string[] },
): void {
  const key = queryKeys.messages(threadId);
  const pages = queryClient.getQueryData<MessagePages>(key);
  if (pages === undefined) {
    return;
  }
  const known = new Set(pages.pages.flatMap((page) => page.items.map((item) => item.id)));
  const meets = fresh.nextCursor === null || fresh.items.some((item) => known.has(item.id));
  const isFresh = (id: string): boolean => fresh.items.some((item) => item.id === id);
  // Somebody edits, takes back or reacts to a message far up in the thread: its page is read again too.
  const isAllFresh = changed.every((id) => isFresh(id) || !known.has(id));
  if (meets && isAllFresh) {
    queryClient.setQueryData<MessagePages>(key, mergeIntoPages(pages, fresh.items));
  } else {
    void queryClient.invalidateQueries({ queryKey: key });
  }
}

function mergeIntoPages(pages: MessagePages, changed: readonly Message[]): MessagePages {
  const byId = new Map(changed.map((message) => [message.id, message]));
  const replaced = pages.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      const message = byId.get(item.id) ?? item;
      byId.delete(item.id);
      return message;
    }),
  }));
  const [first, ...older] = replaced;
  if (first === undefined) {
    return pages;
  }
  return { ...pages, pages: [{ ...first, items: [...byId.values(), ...first.items] }, ...older] };
}
