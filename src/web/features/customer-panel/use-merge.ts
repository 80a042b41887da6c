import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { CustomerDetail } from "#contract/customers.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { showUndo } from "../work/UndoNotice.tsx";
import { rememberUndo } from "../work/undo.ts";

/** A card or an account, with the name that the notice tells. */
type Named = { id: string; name: string };

/** Joins the customer with another one, takes that back, or parts an account from them; each can be undone (N4, N11). */
export function useMerge({ id, threadId, version }: CustomerDetail) {
  const words = useWords();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refresh = async (): Promise<void> => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ["thread"] }),
      queryClient.invalidateQueries({ queryKey: queryKeys.messages(threadId) }),
      queryClient.invalidateQueries({ queryKey: queryKeys.threads }),
    ]);
  };
  const handleError = (error: Error): void => {
    void notify(
      words(codeOf(error) === "STALE_VERSION" ? "panel.changedMeanwhile" : `error.${codeOf(error)}`),
    );
  };
  const takeBack = (call: () => Promise<unknown>): (() => Promise<void>) => {
    return async () => {
      await call().catch(handleError);
      await refresh();
    };
  };
  const unmergeCall = (otherId: string) =>
    callRoute("unmergeCustomers", { params: { id }, body: { otherId } });
  const mergeCall = (otherId: string) => callRoute("mergeCustomers", { params: { id }, body: { otherId } });

  const merge = useMutation({
    mutationFn: (other: Named) =>
      callRoute("mergeCustomers", { params: { id }, body: { otherId: other.id, version } }),
    onSuccess: (_, { id: otherId, name }) => {
      const undoable = rememberUndo(takeBack(() => unmergeCall(otherId)));
      showUndo(words("merge.done", { name }), undoable);
    },
    onError: handleError,
    onSettled: refresh,
  });
  const unmerge = useMutation({
    mutationFn: (other: Named) => unmergeCall(other.id),
    onSuccess: (_, { id: otherId, name }) => {
      const undoable = rememberUndo(takeBack(() => mergeCall(otherId)));
      showUndo(words("merge.undone", { name }), undoable);
    },
    onError: handleError,
    onSettled: refresh,
  });
  const separate = useMutation({
    mutationFn: (account: Named) =>
      callRoute("separateAccount", { params: { id }, body: { identityId: account.id } }),
    onSuccess: async (made, { name }) => {
      const back = takeBack(() => mergeCall(made.id));
      const undo = async (): Promise<void> => {
        await back();
        await navigate({ to: "/inbox/$threadId", params: { threadId }, search: {} });
      };
      showUndo(words("merge.separated", { name }), rememberUndo(undo));
      await navigate({ to: "/inbox/$threadId", params: { threadId: made.threadId }, search: {} });
    },
    onError: handleError,
    onSettled: refresh,
  });
  return { merge, unmerge, separate };
}
