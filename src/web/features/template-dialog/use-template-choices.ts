import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { WindowState } from "#domain/window.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { serverNow } from "../../api/server-clock.ts";
import { recipientOf, sendStateOf } from "../composer/recipient.ts";
import { type Choice, choiceOf } from "./choice.ts";

/** The templates of the account that a number belongs to: those that can be sent first, each group by name. */
export function useTemplateChoices(thread: ThreadDetail, channel: ChannelView, window: WindowState) {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.templates,
    queryFn: ({ signal }) => callRoute("listTemplates", {}, signal),
  });
  const sync = useMutation({
    mutationFn: () => callRoute("syncTemplates", {}),
    onSuccess: (list) => queryClient.setQueryData(queryKeys.templates, list),
  });
  const items = query.data?.items;
  const choices = useMemo(() => {
    const situation = {
      now: serverNow(),
      window,
      recipient: recipientOf(thread),
      channelState: sendStateOf(channel),
    };
    return (items ?? [])
      .filter(({ accountRef }) => accountRef === channel.accountRef)
      .map((view) => choiceOf(view, situation))
      .sort(inListOrder);
  }, [items, thread, channel, window]);
  return { query, sync, choices };
}

function inListOrder(one: Choice, other: Choice): number {
  return (
    Number(one.obstacle !== null) - Number(other.obstacle !== null) ||
    one.view.name.localeCompare(other.view.name) ||
    one.view.language.localeCompare(other.view.language)
  );
}
