import { lazy, Suspense } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { withPersonWords } from "../../text/i18n.ts";
import { useIsPainted } from "../../ui/use-is-painted.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./PanelPlace.module.css";
import { PanelSkeleton } from "./PanelSkeleton.tsx";
import { usePanel } from "./panel-state.ts";

const CustomerPanel = lazy(async () => {
  const { CustomerPanel: component } = await withPersonWords(import("./CustomerPanel.tsx"));
  return { default: component };
});
const PanelDrawer = lazy(async () => {
  const { PanelDrawer: component } = await import("./PanelDrawer.tsx");
  return { default: component };
});

/** The customer beside the thread, or over it where there is no room; nothing while it is closed. */
export function PanelPlace({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const { isDrawer, isOpen, close } = usePanel();
  const isPainted = useIsPainted();
  if (!isOpen) {
    return null;
  }
  if (isDrawer) {
    return (
      <Suspense>
        <PanelDrawer onClose={close}>
          <CustomerPanel thread={thread} />
        </PanelDrawer>
      </Suspense>
    );
  }
  return (
    <aside className={classes.beside} aria-label={words("panelPlace.label")}>
      {isPainted ? (
        <Suspense fallback={<PanelSkeleton />}>
          <CustomerPanel thread={thread} />
        </Suspense>
      ) : null}
    </aside>
  );
}
