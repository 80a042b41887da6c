import { lazy, Suspense, useEffect } from "react";
import type { ThreadItem } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { clearSelection, selection, toggleSelected } from "./selection.ts";
import { shownThreads } from "./shown-threads.ts";
import { lastDone, undoLast } from "./undo.ts";

const BulkBar = lazy(async () => {
  const { BulkBar: component } = await import("./BulkBar.tsx");
  return { default: component };
});

type Props = { threads: readonly ThreadItem[]; listKey: string; openId: string | null };

/** Tells the rest of the screen which threads the list shows, and offers work on the selected ones. */
export function ListWork({ threads, listKey, openId }: Props) {
  const selected = useStore(selection);
  useShortcut("undo", useStore(lastDone) === null ? null : undoLast);
  useShortcut("select", () => {
    const threadId = focusedThread() ?? openId;
    if (threadId !== null) {
      toggleSelected(threadId);
    }
  });
  useEffect(() => shownThreads.set(threads), [threads]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection.
  useEffect(clearSelection, [listKey]);
  return <Suspense>{selected.size > 0 && <BulkBar />}</Suspense>;
}

/** The thread whose line of the list has the focus. */
function focusedThread(): string | null {
  const line = document.activeElement?.closest("[data-thread]");
  return line?.getAttribute("data-thread") ?? null;
}
