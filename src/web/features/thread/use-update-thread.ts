import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ThreadDetail } from "#contract/threads.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";

type Change = { status?: "open" | "resolved"; assigneeId?: string | null };

/** Assigns, resolves or reopens; somebody else's change in between is shown instead of overwritten. */
export function useUpdateThread(thread: ThreadDetail) {
  const words = useWords();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      callRoute("updateThread", { params: { id: thread.id }, body: { version: thread.version, ...change } }),
    onSuccess: (changed) => queryClient.setQueryData(queryKeys.thread(thread.id), changed),
    onError: (error) => {
      void notify(
        words(codeOf(error) === "STALE_VERSION" ? "thread.changedMeanwhile" : `error.${codeOf(error)}`),
      );
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.thread(thread.id) });
      await queryClient.invalidateQueries({ queryKey: queryKeys.threads });
    },
  });
}
