import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { codeOf } from "../../api/api-error.ts";
import { callRoute, type RouteAnswer } from "../../api/call-route.ts";
import { noteFailure } from "../../api/query-client.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { refreshThreadSoon } from "../../api/refresh-threads.ts";
import { serverNow } from "../../api/server-clock.ts";
import { customerName } from "../../ui/customer-name.ts";
import { notify } from "../../ui/notify.ts";
import { useTime } from "../../ui/use-time.ts";
import type { Words } from "../../ui/use-words.ts";
import { describeChange } from "./describe-change.ts";
import { updateShown } from "./thread-cache.ts";
import { rememberUndo } from "./undo.ts";
import {
  applyChange,
  inverseOf,
  mayStillUndo,
  toThreadChange,
  type WorkChange,
  type WorkThread,
} from "./work-change.ts";

type Result = RouteAnswer<"changeThreads">["items"][number];
type Step = { thread: WorkThread; change: WorkChange };

/** Changes threads, at once on this screen; says what was done, with a way back, and what somebody else did meanwhile. */
export function useWork(): (threads: readonly WorkThread[], change: WorkChange) => Promise<boolean> {
  const queryClient = useQueryClient();
  const time = useTime();
  return async (threads, change) => {
    const results = await run(
      queryClient,
      threads.map((thread) => ({ thread, change })),
      time.words,
    );
    const done = results.filter(({ result }) => result === "changed");
    if (done.length > 0) {
      const undoable = rememberUndo(() => takeBack(queryClient, { threads, change, done }, time.words));
      const { showUndo } = await import("./UndoNotice.tsx");
      showUndo(describeChange(change, done.length, time), undoable);
    }
    return (
      results.length > 0 && results.every(({ result }) => result === "changed" || result === "unchanged")
    );
  };
}

/** One request for all steps. What the server answers is shown, whatever it is. */
async function run(queryClient: QueryClient, steps: readonly Step[], words: Words): Promise<Result[]> {
  for (const { thread, change } of steps) {
    updateShown(queryClient, thread.id, (shown) => applyChange(shown, change));
  }
  try {
    const results = await ask(steps);
    show(queryClient, results);
    const stale = steps.filter((_, index) => results[index]?.result === "stale");
    if (stale.length > 0) {
      const names = stale.map(({ thread }) => customerName(thread.customer)).join(", ");
      void notify(words("work.changedMeanwhile", { count: stale.length, names }));
    }
    return results;
  } catch (error) {
    noteFailure(error);
    void notify(words(`error.${codeOf(error)}`));
    for (const { thread } of steps) {
      void queryClient.invalidateQueries({ queryKey: queryKeys.thread(thread.id) });
      refreshThreadSoon(queryClient, thread.id);
    }
    return [];
  }
}

const mostAtOnce = 100;

async function ask(steps: readonly Step[]): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < steps.length; first += mostAtOnce) {
    const changes = steps
      .slice(first, first + mostAtOnce)
      .map(({ thread, change }) => toThreadChange(thread, change));
    results.push(...(await callRoute("changeThreads", { body: { changes } })).items);
  }
  return results;
}

function show(queryClient: QueryClient, results: readonly Result[]): void {
  for (const { id, thread } of results) {
    if (thread === null) {
      void queryClient.invalidateQueries({ queryKey: queryKeys.thread(id) });
    } else {
      updateShown(queryClient, id, (shown) => ({ ...shown, ...thread }));
    }
    refreshThreadSoon(queryClient, id);
  }
}

type Done = { threads: readonly WorkThread[]; change: WorkChange; done: readonly Result[] };

/** The inverse, thread by thread and guarded by the version; a thread that somebody touched is asked once more if it may be. */
async function takeBack(
  queryClient: QueryClient,
  { threads, change, done }: Done,
  words: Words,
): Promise<void> {
  const before = new Map(threads.map((thread) => [thread.id, thread]));
  const steps = done.flatMap(({ id, thread }): Step[] => {
    const old = before.get(id);
    const inverse = old === undefined ? null : inverseOf(old, change, serverNow());
    return thread === null || inverse === null ? [] : [{ thread, change: inverse }];
  });
  const again = steps.flatMap((step): Step[] => {
    const now = findShown(queryClient, step.thread);
    return [{ ...step, thread: mayStillUndo(step.thread, now, step.change) ? now : step.thread }];
  });
  await run(queryClient, again, words);
}

/** The thread as this screen knows it now: events may have brought a newer one. */
function findShown(queryClient: QueryClient, thread: WorkThread): WorkThread {
  let newest = thread;
  updateShown(queryClient, thread.id, (shown) => {
    newest = shown.version > newest.version ? shown : newest;
    return shown;
  });
  return newest;
}
