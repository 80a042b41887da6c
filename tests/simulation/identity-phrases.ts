import { secondMs } from "#domain/time.ts";
import type { Random } from "./random.ts";
import type { Ids, Step } from "./steps.ts";

const waIds = ["34600900000", "34600900001", "5215500000001", "34600900003"] as const;
const bsuids = ["ES.two", "ES.four", "ES.one"] as const;

function someIds(random: Random): Ids {
  const ids = { waId: random.pick(waIds), bsuid: random.pick(bsuids) };
  return random.pick<Ids>([ids, ids, { ...ids, waId: null }, { ...ids, bsuid: null }]);
}

/** Somebody writes under ids that another had, or Meta tells that somebody's ids changed. */
export function identityPhrase(random: Random): Step[] {
  const channel = random.below(2);
  const delivery: Step = {
    do: "deliver",
    picks: [0, 1, random.below(4)],
    again: random.chance(0.2) ? random.below(20) : null,
    twice: random.chance(0.1),
    end: "answered",
  };
  if (random.chance(0.3)) {
    const kind = random.pick(["number-changed", "user-id-changed", "security-code-changed"] as const);
    return [{ do: "change-identity", channel, kind, from: someIds(random), to: someIds(random) }, delivery];
  }
  const ageMs = random.pick([0, 0, secondMs, 3_600 * secondMs]);
  const write: Step = {
    do: "write",
    customer: 0,
    channel,
    deed: random.pick(["text", "text", "reaction"]),
    text: "¿Hay parking?",
    ageMs,
    as: someIds(random),
  };
  return random.chance(0.7) ? [write, delivery] : [write];
}
