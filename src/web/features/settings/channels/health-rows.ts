import type { ChannelHealthView } from "#contract/channels.ts";
import { hasWords } from "../../../text/i18n.ts";
import type { AllWords } from "../../../text/words.ts";
import type { Words } from "../../../ui/use-words.ts";

/** A line of the page: what it is about, what holds, and what that means. */
export type HealthRow = { name: string; value: string; hint: string | null };

type Group = keyof AllWords["health"]["word"];

/** What is known of a number, in words; what WhatsApp never told is said so. */
export function healthRows(health: ChannelHealthView, words: Words): HealthRow[] {
  const say = (group: Group, word: string | null): string => {
    if (word === null) {
      return words("health.unknown");
    }
    const key = `health.word.${group}.${word}`;
    return hasWords(key) ? words(key as Parameters<Words>[0]) : word;
  };
  const { mostPeople, reached, limit, throughput, perSecond } = health;
  return [
    { name: words("health.status"), value: say("status", health.status), hint: null },
    { name: words("health.canSend"), value: say("canSend", health.canSend), hint: null },
    {
      name: words("health.quality"),
      value: say("quality", health.quality),
      hint: words("health.qualityHint"),
    },
    {
      name: words("health.limit"),
      value:
        mostPeople === null ? say("limit", limit) : words("health.reachedOf", { reached, most: mostPeople }),
      hint: mostPeople === null && limit === null ? null : words("health.limitHint"),
    },
    ...(mostPeople === null ? [{ name: words("health.reached"), value: String(reached), hint: null }] : []),
    {
      name: words("health.throughput"),
      value:
        perSecond === null ? say("throughput", throughput) : words("health.perSecond", { count: perSecond }),
      hint: words("health.pairHint"),
    },
    {
      name: words("health.name"),
      value: health.verifiedName ?? words("health.unknown"),
      hint: health.nameStatus === null ? null : say("nameStatus", health.nameStatus),
    },
    { name: words("health.review"), value: say("review", health.review), hint: null },
    {
      name: words("health.webhooks"),
      value:
        health.isSubscribed === null
          ? words("health.unknown")
          : words(health.isSubscribed ? "health.subscribed" : "health.notSubscribed"),
      hint: null,
    },
  ];
}
