import { createStore } from "../../api/create-store.ts";

/** What can be taken back: the last thing that this person did with threads. */
export type Undoable = { id: number; run(): Promise<void> };

/** The last one; null when there is none, or it was taken back. */
export const lastDone = createStore<Undoable | null>(null);

let count = 0;

/** Remembers how to take back what was just done; what was done before stays. */
export function rememberUndo(run: () => Promise<void>): Undoable {
  count += 1;
  const undoable = { id: count, run };
  lastDone.set(undoable);
  return undoable;
}

/** Takes back the last thing, once. False: there is nothing to take back. */
export function undoLast(): boolean {
  const last = lastDone.get();
  if (last === null) {
    return false;
  }
  void undo(last);
  return true;
}

/** Takes back one thing, once, however often it is asked. */
export async function undo(undoable: Undoable): Promise<void> {
  if (lastDone.get()?.id === undoable.id) {
    lastDone.set(null);
  }
  if (taken.has(undoable.id)) {
    return;
  }
  taken.add(undoable.id);
  const { hideUndo } = await import("./UndoNotice.tsx");
  hideUndo(undoable.id);
  await undoable.run();
}

const taken = new Set<number>();
