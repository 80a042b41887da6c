import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { markSeen } from "./tab-locks.ts";

/** Tells all tabs which thread the person looks at: open in a tab that is visible and has the focus. */
export function useSeenThread(): void {
  const { threadId } = useParams({ strict: false });
  useEffect(() => {
    if (threadId === undefined) {
      return undefined;
    }
    let release: (() => void) | null = null;
    const look = (): void => {
      const isLookedAt = document.visibilityState === "visible" && document.hasFocus();
      if (isLookedAt && release === null) {
        release = markSeen(threadId);
      } else if (!isLookedAt) {
        release?.();
        release = null;
      }
    };
    const stopped = new AbortController();
    for (const [target, name] of [
      [window, "focus"],
      [window, "blur"],
      [document, "visibilitychange"],
    ] as const) {
      target.addEventListener(name, look, { signal: stopped.signal });
    }
    look();
    return () => {
      stopped.abort();
      release?.();
    };
  }, [threadId]);
}
