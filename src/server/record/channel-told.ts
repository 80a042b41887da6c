import { holdOf, type SendingHold } from "#domain/channel-alarms.ts";
import { takeHealthChange, unknownHealth } from "#domain/channel-health.ts";
import type { Transaction } from "../db/connect.ts";
import type { Draft } from "./draft.ts";
import type { ChannelToldFact, Fact } from "./facts.ts";
import { loadHealths } from "./health.queries.ts";
import { publish } from "./publish.ts";

/** Loads the health of the channels that the provider tells something of: those of the account, or the one number. */
export async function loadTold(db: Transaction, draft: Draft, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) {
    if (fact.type === "channel-told") {
      const rows = await loadHealths(db, draft.workspace.workspaceId, fact);
      for (const { channelId, health } of rows) {
        const known = draft.healths.get(channelId) ?? { health: health ?? unknownHealth, toldAt: null };
        draft.healths.set(channelId, known);
      }
      draft.toldChannels.set(
        fact,
        rows.map(({ channelId }) => channelId),
      );
    }
  }
}

/** The provider told something of number or account: every screen sees it, and what can't be sent is held. */
export function decideChannelTold(draft: Draft, fact: ChannelToldFact): void {
  for (const channelId of draft.toldChannels.get(fact) ?? []) {
    const { health = unknownHealth } = draft.healths.get(channelId) ?? {};
    draft.healths.set(channelId, {
      health: takeHealthChange(health, fact.change, fact.at),
      toldAt: fact.at,
    });
    publish(draft, { kind: "channel.changed", channelId });
  }
}

/** Whether the whole channel stands still, or none of it: what one half of it may not do is refused where it is sent. */
export function standsStill(hold: SendingHold | null): boolean {
  return hold === "banned";
}

/** The channels of a draft that must stand still from now on, and those that need not. */
export function standstills(draft: Draft, now: number): { channelId: string; isStill: boolean }[] {
  return [...draft.healths].map(([channelId, { health }]) => {
    return { channelId, isStill: standsStill(holdOf(health, now)) };
  });
}
