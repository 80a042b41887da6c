import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { secondMs } from "#domain/time.ts";
import { callRoute } from "../../api/call-route.ts";
import { onLiveEvent } from "../../api/live-events.ts";
import { queryClient } from "../../api/query-client.ts";
import { unreadThreads } from "../../ui/page-title.ts";

const unreadKey = ["attention", "unread"];
const pauseMs = 2 * secondMs;

/** Keeps the number in the tab's title and the dot on its icon: unread threads that are mine or nobody's. */
export function useTitleBadge(): void {
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: async ({ signal }) => {
      const views = (["mine", "unassigned"] as const).map((view) =>
        callRoute("listThreads", { query: { view, limit: 100 } }, signal),
      );
      return (await Promise.all(views)).flatMap(({ items }) => items).filter(({ unread }) => unread > 0)
        .length;
    },
  });
  useEffect(() => {
    unreadThreads.set(data ?? 0);
  }, [data]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = onLiveEvent(({ kind }) => {
      if (kind === "message.created" || kind === "thread.changed") {
        timer ??= setTimeout(() => {
          timer = null;
          void queryClient.invalidateQueries({ queryKey: unreadKey });
        }, pauseMs);
      }
    });
    return () => {
      stop();
      clearTimeout(timer ?? undefined);
      unreadThreads.set(0);
    };
  }, []);
}
