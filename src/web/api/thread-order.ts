import type { ThreadItem, ThreadView, WindowView } from "#contract/threads.ts";
import type { ThreadPages } from "./use-threads.ts";

/** The window that a waiting customer wrote in. */
export function waitingWindow({ waitingFor, windows }: ThreadItem): WindowView | undefined {
  return windows.find(
    ({ channelId, identityId }) =>
      channelId === waitingFor?.channelId && identityId === waitingFor.identityId,
  );
}

/** Where a thread stands in a view: smaller comes first, as the server sorts. */
export function sortKey(view: ThreadView, thread: ThreadItem): number {
  const windowAt = Date.parse(waitingWindow(thread)?.lastCustomerMessageAt ?? "") || 0;
  switch (view) {
    case "unanswered":
      return Date.parse(thread.waitingSince ?? thread.lastActivityAt);
    case "closing":
      return windowAt;
    case "lost":
      return -windowAt;
    default:
      return -Date.parse(thread.lastActivityAt);
  }
}

/** Whether a thread stands before another one in a view. Providers' times are whole seconds: the id decides among equals. */
function standsBefore(view: ThreadView, thread: ThreadItem, other: ThreadItem): boolean {
  const [own, others] = [sortKey(view, thread), sortKey(view, other)];
  if (own !== others) {
    return own < others;
  }
  return view === "unanswered" || view === "closing" ? thread.id < other.id : thread.id > other.id;
}

/**
 * The loaded part of a list after some threads were read again: `ids` were asked for, `items` are those that belong to the
 * list. What sorts behind the loaded part comes with its page.
 */
export function mergeThreads(
  data: ThreadPages,
  { view, ids, items }: { view: ThreadView; ids: readonly string[]; items: readonly ThreadItem[] },
): ThreadPages {
  const gone = new Set(ids);
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.filter(({ id }) => !gone.has(id)),
  }));
  for (const item of items) {
    const isBefore = (other: ThreadItem): boolean => standsBefore(view, item, other);
    const page = pages.find((one) => one.items.some(isBefore));
    const last = pages.at(-1);
    if (page !== undefined) {
      page.items.splice(page.items.findIndex(isBefore), 0, item);
    } else if (last?.nextCursor === null) {
      last.items.push(item);
    }
  }
  return { ...data, pages };
}
