import { createStore } from "../../api/create-store.ts";
import { shownThreads } from "./shown-threads.ts";

/** The threads that are selected in the list, by id. */
export const selection = createStore<ReadonlySet<string>>(new Set());

let anchorId: string | null = null;

/** Selects a thread, or takes it out again. */
export function toggleSelected(threadId: string): void {
  const next = new Set(selection.get());
  if (!next.delete(threadId)) {
    next.add(threadId);
  }
  anchorId = threadId;
  selection.set(next);
}

/** Selects everything from the thread that was touched last to this one. */
export function selectTo(threadId: string): void {
  const ids = shownThreads.get().map(({ id }) => id);
  const [from, to] = [ids.indexOf(anchorId ?? threadId), ids.indexOf(threadId)].toSorted((a, b) => a - b);
  const range = from === undefined || to === undefined || from === -1 ? [threadId] : ids.slice(from, to + 1);
  anchorId = threadId;
  selection.set(new Set([...selection.get(), ...range]));
}

/** Selects everything that the list has loaded. */
export function selectAllShown(): void {
  selection.set(new Set(shownThreads.get().map(({ id }) => id)));
}

/** Selects nothing. */
export function clearSelection(): void {
  anchorId = null;
  selection.set(new Set());
}
