import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { minuteMs } from "#domain/time.ts";
import { callRoute } from "../../api/call-route.ts";
import { onLiveEvent } from "../../api/live-events.ts";
import { serverNow, useServerNow } from "../../api/server-clock.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { useSession } from "../../api/use-session.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatLeft } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { hideClosing, showClosing, tellsOf } from "./closing-notices.tsx";
import { dueWarnings, type Warning } from "./due-warnings.ts";
import { isSeen } from "./tab-locks.ts";
import { useAlert } from "./use-news.ts";
import { takeNew, wasWarned } from "./warned.ts";

const closingKey = ["attention", "closing"];

/**
 * Warns 2 h and 30 min before a window closes on a customer who still waits, once per window and stage, by the
 * server's clock. Only the agent is told, never the customer; not of a thread that is looked at, whose composer says it.
 */
export function useClosingWarnings(): void {
  const time = useTime();
  const alert = useAlert();
  const { user } = useSession();
  const { notify } = usePreferences();
  const { threadId: openId } = useParams({ strict: false });
  const now = useServerNow();
  const { data } = useQuery({
    queryKey: closingKey,
    queryFn: ({ signal }) => callRoute("listThreads", { query: { view: "closing", limit: 100 } }, signal),
    refetchInterval: minuteMs,
    refetchIntervalInBackground: true,
  });
  const warn = useEffectEvent(async (due: readonly Warning[]) => {
    const waiting = takeNew(await stillWaiting(due), serverNow());
    const unseen = await withoutSeen(waiting);
    for (const { thread, closesAt } of unseen) {
      const name = customerName(thread.customer);
      const left = formatLeft(closesAt - serverNow(), time.words);
      alert(thread, time.words("attention.closing", { name, left }));
    }
    showClosing(unseen.filter(({ thread }) => thread.id !== openId));
  });
  useEffect(() => {
    const mine = (data?.items ?? []).filter(({ assignee }) =>
      assignee === null ? notify.unassigned : assignee.id === user.id,
    );
    const due = dueWarnings(mine, now);
    if (data !== undefined) {
      hideClosing((id) => due.every(({ thread }) => thread.id !== id));
    }
    const fresh = due.filter(({ key }) => !wasWarned(key));
    if (fresh.length > 0) {
      warn(fresh).catch(() => {
        // Not told, so not remembered: the next tick tries again.
      });
    }
  }, [data, now, notify.unassigned, user.id]);
  useEffect(() => hideClosing((id) => id === openId), [openId]);
  useFreshClosing();
}

/** Reads the list anew when something happens in a thread that a notice tells of: perhaps nobody waits there now. */
function useFreshClosing(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if ("threadId" in event && tellsOf(event.threadId)) {
          void queryClient.invalidateQueries({ queryKey: closingKey });
        }
      }),
    [queryClient],
  );
}

/** Looks again before it warns: the list may be a minute old, and the customer answered by now. */
async function stillWaiting(due: readonly Warning[]): Promise<Warning[]> {
  const ids = due.map(({ thread }) => thread.id).join(",");
  const { items } = await callRoute("listThreads", { query: { view: "closing", ids, limit: 100 } });
  const keys = new Set(dueWarnings(items, serverNow()).map(({ key }) => key));
  return due.filter(({ key }) => keys.has(key));
}

async function withoutSeen(warnings: readonly Warning[]): Promise<Warning[]> {
  const seen = await Promise.all(warnings.map(({ thread }) => isSeen(thread.id)));
  return warnings.filter((_, index) => seen[index] !== true);
}
