import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { WindowState } from "#domain/window.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { serverNow } from "../../api/server-clock.ts";
import { recipientOf, sendStateOf } from "../composer/recipient.ts";
import { type Choice, choiceOf } from "./choice.ts";
import { recentTemplates, templateKey } from "./recent-templates.ts";

/**
 * The templates of a number's account: those that can be sent first, of these the recent ones, then those in the
 * customer's language, by name.
 */
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
  // As it was when the dialog opened: what is sent now does not move under the pointer.
  const [recent] = useState(recentTemplates.get);
  const choices = useMemo(() => {
    const situation = {
      now: serverNow(),
      window,
      recipient: recipientOf(thread),
      channelState: sendStateOf(channel),
    };
    return (items ?? [])
      .filter(({ accountRef }) => accountRef === channel.accountRef)
      .map((view) => ({
        ...choiceOf(view, situation),
        recent: recent.indexOf(templateKey(view)),
      }))
      .sort(inListOrder(thread.language));
  }, [items, thread, channel, window, recent]);
  return { query, sync, choices };
}

/** A choice with its place among the templates sent last; -1: not among them. */
export type Listed = Choice & { recent: number };

function inListOrder(customerLanguage: string | null): (one: Listed, other: Listed) => number {
  const language = baseOf(customerLanguage ?? "");
  const isForeign = ({ view }: Choice): number =>
    Number(language !== "" && baseOf(view.language) !== language);
  const rankOf = ({ recent }: Listed): number => (recent === -1 ? Number.POSITIVE_INFINITY : recent);
  return (one, other) =>
    Number(one.obstacle !== null) - Number(other.obstacle !== null) ||
    (one.recent === other.recent ? 0 : rankOf(one) - rankOf(other)) ||
    isForeign(one) - isForeign(other) ||
    one.view.name.localeCompare(other.view.name) ||
    one.view.language.localeCompare(other.view.language);
}

/** "es" of "es_ES" (Meta) and of "es-ES" (browsers). */
function baseOf(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? "";
}
