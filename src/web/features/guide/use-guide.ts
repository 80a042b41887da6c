import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { callRoute } from "../../api/call-route.ts";
import { useStore } from "../../api/create-store.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { inScreenOrder, messagesQuery } from "../../api/use-messages.ts";
import { threadQuery } from "../../api/use-threads.ts";
import { windowNow } from "../../ui/window-state.ts";
import { guide } from "./guide-state.ts";
import { findDoneSteps, type GuideStep, guideSteps } from "./guide-steps.ts";

/** How far the story is: read from the threads themselves, so that a reload or another screen changes nothing. */
export function useGuide(): {
  isStarted: boolean;
  done: readonly GuideStep[];
  /** The next step; null: the story is told. */
  current: GuideStep | null;
  threadId: string | null;
  /** When the window of the story closes; null: it is not open. */
  closesAt: number | null;
} {
  const state = useStore(guide);
  const now = useServerNow();
  const { startedAt } = state;
  const isStarted = startedAt !== null;
  const { data: recent } = useQuery({
    queryKey: ["threads", "guide"],
    queryFn: ({ signal }) => callRoute("listThreads", { query: { view: "all", limit: 10 } }, signal),
    enabled: isStarted && state.threadId === null,
  });
  const writer = recent?.items.find(({ waitingSince, lastMessage }) => {
    const heardAt = lastMessage?.direction === "in" ? lastMessage.sentAt : waitingSince;
    return startedAt !== null && heardAt !== null && Date.parse(heardAt) >= startedAt;
  });
  const threadId = state.threadId ?? writer?.id ?? null;
  const { data: pages } = useInfiniteQuery({ ...messagesQuery(threadId ?? ""), enabled: threadId !== null });
  const { data: thread } = useQuery({ ...threadQuery(threadId ?? ""), enabled: threadId !== null });
  const windows = (thread?.windows ?? []).map((view) => windowNow(view, now));
  const open = windows.flatMap((one) => (one.state === "open" ? [one.closesAt] : []));
  const messages = inScreenOrder(pages?.pages.flatMap(({ items }) => items) ?? []);
  const found =
    startedAt === null || thread === undefined
      ? []
      : findDoneSteps(messages, { startedAt, isWindowClosed: open.length === 0 });
  const done = guideSteps.filter((step) => state.done.includes(step) || found.includes(step));
  const hasNews = done.length > state.done.length;
  useEffect(() => {
    if (threadId !== null && hasNews) {
      // What happened stays ticked: an open window closes again.
      guide.update((before) => ({ ...before, threadId, done: [...new Set([...before.done, ...done])] }));
    }
  });
  return {
    isStarted,
    done,
    current: guideSteps.find((step) => !done.includes(step)) ?? null,
    threadId,
    closesAt: open.length === 0 ? null : Math.max(...open),
  };
}
