import { createStore } from "../../api/create-store.ts";
import type { WorkThread } from "./work-change.ts";

/** The threads of the list in the order in which they are on the screen: for the next one, and for ranges. */
export const shownThreads = createStore<readonly WorkThread[]>([]);

/** The thread that comes after this one in the list, or the one before it at the end; null: it is alone. */
export function findNextThread(threadId: string): WorkThread | null {
  const shown = shownThreads.get();
  const index = shown.findIndex(({ id }) => id === threadId);
  return index === -1 ? (shown[0] ?? null) : (shown[index + 1] ?? shown[index - 1] ?? null);
}
