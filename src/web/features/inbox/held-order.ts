import type { ThreadItem, ThreadView } from "#contract/threads.ts";
import { sortKey } from "../../api/thread-order.ts";

/** A list as it is shown: threads that left it stay until it may move again. */
export type Shown = {
  threads: readonly ThreadItem[];
  /** Threads that are no longer in the list. */
  gone: ReadonlySet<string>;
  /** How many would stand elsewhere or are new. */
  news: number;
};

/**
 * A list that may not move under the hand: each held thread stays in its place, with its newest state; what is loaded
 * behind follows; everything else is counted and waits.
 */
export function holdOrder(
  view: ThreadView,
  held: readonly ThreadItem[],
  fresh: readonly ThreadItem[],
): Shown {
  const keys = new Map(held.map((thread) => [thread.id, sortKey(view, thread)]));
  const byId = new Map(fresh.map((thread) => [thread.id, thread]));
  const isMoved = (thread: ThreadItem): boolean => keys.get(thread.id) !== sortKey(view, thread);
  const last = fresh.findLastIndex((thread) => keys.has(thread.id) && !isMoved(thread));
  const tail = fresh.slice(last + 1).filter(({ id }) => !keys.has(id));
  const news = fresh.slice(0, last + 1).filter(isMoved).length;
  return {
    threads: [...held.map((thread) => byId.get(thread.id) ?? thread), ...tail],
    gone: new Set(held.flatMap(({ id }) => (byId.has(id) ? [] : [id]))),
    news,
  };
}
