import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { TagView } from "#contract/tags.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { refreshThreadSoon } from "../../api/refresh-threads.ts";
import { useSession } from "../../api/use-session.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { findNextThread } from "./shown-threads.ts";
import { useWork } from "./use-work.ts";
import type { WorkThread } from "./work-change.ts";

/** Everything that can be done with one thread as a whole, for buttons and keys alike. */
export function useThreadCommands(thread: WorkThread) {
  const words = useWords();
  const work = useWork();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const search = useSearch({ from: "/app/inbox" });
  const { user } = useSession();
  const isDone = thread.status === "resolved";
  const change = (wish: Parameters<typeof work>[1]): Promise<boolean> => work([thread], wish);
  return {
    assign: (assignee: { id: string; name: string } | null) => change({ assignee }),
    assignToMe: () => change({ assignee: { id: user.id, name: user.name } }),
    /** Resolves, or reopens what is resolved. */
    toggleResolved: () => change({ status: isDone ? "open" : "resolved" }),
    /** Resolves and opens the thread that comes after it in the list. */
    async resolveAndNext() {
      const next = findNextThread(thread.id);
      if (await change({ status: "resolved" })) {
        await (next === null
          ? navigate({ to: "/inbox", search })
          : navigate({ to: "/inbox/$threadId", params: { threadId: next.id }, search }));
      }
    },
    hold: () => change({ status: "pending" }),
    open: () => change({ status: "open" }),
    snooze: (until: number) => change({ status: "snoozed", snoozedUntil: new Date(until).toISOString() }),
    tag: (tag: TagView, isOn: boolean) => change(isOn ? { addTags: [tag] } : { removeTags: [tag] }),
    /** Somebody should look again: back to the list, where it is bold. */
    async markUnread() {
      await navigate({ to: "/inbox", search });
      try {
        await callRoute("markThreadUnread", { params: { id: thread.id } });
        await queryClient.invalidateQueries({ queryKey: queryKeys.thread(thread.id) });
        refreshThreadSoon(queryClient, thread.id);
      } catch (error) {
        void notify(words(`error.${codeOf(error)}`));
      }
    },
  };
}
