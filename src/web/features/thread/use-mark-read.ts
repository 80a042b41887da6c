import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { refreshThreadSoon } from "../../api/refresh-threads.ts";
import { afterPaint } from "../../ui/after-paint.ts";

/** Marks the thread as read while a person really looks at it: tab visible and window focused. */
export function useMarkRead(thread: ThreadDetail | undefined): void {
  const queryClient = useQueryClient();
  const isLookedAt = useIsLookedAt();
  const threadId = thread?.id;
  const unread = thread?.unread ?? 0;
  useEffect(() => {
    if (threadId === undefined || unread === 0 || !isLookedAt) {
      return undefined;
    }
    // Read is what stands on the screen.
    return afterPaint(() => {
      callRoute("markThreadRead", { params: { id: threadId } })
        .then(() => {
          queryClient.setQueryData<ThreadDetail>(queryKeys.thread(threadId), (before) =>
            before === undefined ? before : { ...before, unread: 0 },
          );
          refreshThreadSoon(queryClient, threadId);
        })
        .catch(() => {
          // It stays unread and is tried again with the next message or the next look.
        });
    });
  }, [threadId, unread, isLookedAt, queryClient]);
}

function useIsLookedAt(): boolean {
  const [isLookedAt, setIsLookedAt] = useState(looksNow);
  useEffect(() => {
    const look = (): void => setIsLookedAt(looksNow());
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return isLookedAt;
}

function looksNow(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
