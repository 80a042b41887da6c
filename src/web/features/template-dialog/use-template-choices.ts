import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { TemplateView } from "#contract/templates.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { chooseVariant } from "#domain/choose-variant.ts";
import { minuteMs } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { serverNow } from "../../api/server-clock.ts";
import { useLanguage } from "../../ui/use-words.ts";
import { recipientOf, sendStateOf } from "../composer/recipient.ts";
import { type Choice, choiceOf } from "./choice.ts";
import { recentTemplates, templateKey } from "./recent-templates.ts";

/**
 * The templates of a number's account: those that can be sent first, of these the recent ones, then those in the
 * customer's language, by name.
 */
export function useTemplateChoices(thread: ThreadDetail, channel: ChannelView, window: WindowState) {
  const queryClient = useQueryClient();
  const ownLanguage = useLanguage();
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
    const all = (items ?? [])
      .filter(({ accountRef }) => accountRef === channel.accountRef)
      .map((view) => choiceOf(view, situation));
    const preferred = preferredOf(all, [thread.language, ownLanguage]);
    return all
      .map((choice) => ({
        ...choice,
        isPreferred: preferred.has(choice.view.id),
        recent: recent.indexOf(templateKey(choice.view)),
      }))
      .sort(inListOrder(thread.language));
  }, [items, thread, channel, window, recent, ownLanguage]);
  const { mutate: syncNow } = sync;
  useEffect(() => {
    if (performance.now() - askedAt > freshMs) {
      askedAt = performance.now();
      syncNow();
    }
  }, [syncNow]);
  // The category decides the price: it is read again from WhatsApp whenever a template is chosen (§3.3).
  const refresh = useMutation({
    mutationFn: (id: string) => callRoute("refreshTemplate", { params: { id } }),
    onSuccess: async (view) => {
      queryClient.setQueryData<{ items: TemplateView[]; nextCursor: string | null }>(
        queryKeys.templates,
        (before) =>
          before && { ...before, items: before.items.map((one) => (one.id === view.id ? view : one)) },
      );
      if (items?.find(({ id }) => id === view.id)?.category !== view.category) {
        await queryClient.invalidateQueries({ queryKey: queryKeys.estimates });
      }
    },
  });
  return { query, sync, refresh, choices };
}

/** The list is read again when the dialog opens, unless this tab did so a moment ago. */
const freshMs = 5 * minuteMs;
let askedAt = Number.NEGATIVE_INFINITY;

/** Of each name the variant that fits the customer's language best, one that can be sent before any other. */
function preferredOf(choices: readonly Choice[], languages: readonly (string | null)[]): Set<string> {
  const byName = Map.groupBy(choices, ({ view }) => view.name);
  const ids = [...byName.values()].flatMap((variants) => {
    const sendable = variants.filter(({ obstacle }) => obstacle === null);
    const views = (sendable.length > 0 ? sendable : variants).map(({ view }) => view);
    return chooseVariant(views, languages)?.id ?? [];
  });
  return new Set(ids);
}

/**
 * A choice with its place among the templates sent last (-1: not among them), and whether it is the variant of its name
 * that is offered first.
 */
export type Listed = Choice & { recent: number; isPreferred: boolean };

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
