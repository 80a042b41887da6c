import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute, type RouteInput } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import type { Words } from "../../../ui/use-words.ts";
import { fieldOf, type Problem, problemsOf, problemText } from "./connection-problems.ts";

/** What is entered to connect a channel. */
export type ConnectBody = RouteInput<"connectChannel">["body"];

/** Trying and connecting what was entered, and what the provider has against it. */
export function useConnection(words: Words) {
  const queryClient = useQueryClient();
  const check = useMutation({ mutationFn: (body: ConnectBody) => callRoute("tryConnection", { body }) });
  const connect = useMutation({
    mutationFn: (body: ConnectBody): Promise<ChannelView> => callRoute("connectChannel", { body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
      await queryClient.invalidateQueries({ queryKey: queryKeys.templates });
    },
  });
  const refused = problemsOf(connect.error);
  const problems: readonly Problem[] = refused.length > 0 ? refused : (check.data?.problems ?? []);
  const otherError = refused.length > 0 ? null : (connect.error ?? check.error);
  return {
    check: (body: ConnectBody) => {
      connect.reset();
      check.mutate(body);
    },
    connect: (body: ConnectBody) => {
      check.reset();
      connect.mutate(body);
    },
    /** What was entered is being changed: what was said of it no longer counts. */
    reset: () => {
      check.reset();
      connect.reset();
    },
    isChecking: check.isPending,
    isConnecting: connect.isPending,
    isGood: check.isSuccess && problems.length === 0 && !connect.isError,
    problems,
    otherError,
    connected: connect.data ?? null,
    /** The words beside a field that a problem is about. */
    errorOf: (field: string): string | undefined => {
      const problem = problems.find((one) => fieldOf(one) === field);
      return problem === undefined ? undefined : problemText(problem, words);
    },
  };
}
