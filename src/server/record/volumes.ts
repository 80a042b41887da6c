import {
  type ReachedTier,
  type VolumeFacts,
  type VolumeKey,
  volumeKeyOf,
  volumeName,
} from "#domain/volume.ts";
import { addRow, changeRow, type Draft } from "./draft.ts";
import type { VolumeTierFact } from "./facts.ts";
import type { ChargeRow, VolumeRow, VolumeTierRow } from "./rows.ts";

/** The place of a count in the draft. */
export function volumeKey({
  month,
  portfolio,
  market,
  category,
}: Pick<VolumeRow, "month" | "portfolio" | "market" | "category">): string {
  return [month, portfolio, market, category].join("\n");
}

/** What is known of a portfolio's volume; a message that is counted already is left out by its last line. */
export function volumeFacts(draft: Draft, portfolio: string, last: ChargeRow | null): VolumeFacts {
  const { charged, reached } = volumeFactsOf(
    { volumes: [...draft.volumes.rows.values()], tiers: [...draft.volumeTiers.rows.values()] },
    portfolio,
  );
  const own = last === null ? null : countedAs(last);
  if (own === null) {
    return { charged, reached };
  }
  const name = volumeName(own);
  return { charged: { ...charged, [name]: Math.max(0, (charged[name] ?? 0) - 1) }, reached };
}

/** Stored counts and tiers of a portfolio as prices see them. */
export function volumeFactsOf(
  { volumes, tiers }: { volumes: readonly VolumeRow[]; tiers: readonly VolumeTierRow[] },
  portfolio: string,
): VolumeFacts {
  const charged: Record<string, number> = {};
  for (const { month, market, category, portfolio: own, charged: count } of volumes) {
    if (own === portfolio) {
      charged[[month, market, category].join(" ")] = count;
    }
  }
  const reached = tiers
    .filter((row) => row.portfolio === portfolio)
    .map(({ month, market, category, tierFrom: from, reachedAt: at }): ReachedTier => {
      return { month, market, category, from, at };
    });
  return { charged, reached };
}

/** Counts a ledger line for its month, or takes it back. */
export function countVolume(draft: Draft, portfolio: string, row: ChargeRow, by: 1 | -1): void {
  const key = countedAs(row);
  if (key === null) {
    return;
  }
  const { workspaceId } = row;
  const place = volumeKey({ ...key, portfolio });
  if (!draft.volumes.rows.has(place)) {
    addRow(draft.volumes, place, { workspaceId, portfolio, ...key, charged: 0 });
  }
  const charged = draft.volumes.rows.get(place)?.charged ?? 0;
  changeRow(draft.volumes, place, { charged: Math.max(0, charged + by) });
}

function countedAs(row: ChargeRow): VolumeKey | null {
  return row.state === "dropped" ? null : volumeKeyOf({ ...row, type: row.pricingType });
}

/** Keeps a tier that Meta told of; told twice, its earliest time counts (§1.7). */
export function takeVolumeTier(draft: Draft, { workspaceId, accountRef, tier }: VolumeTierFact): void {
  const channel = [...draft.channels.values()].find((row) => row.accountRef === accountRef);
  if (channel === undefined) {
    return;
  }
  const { month, market, category, from: tierFrom, at } = tier;
  const { portfolio } = channel;
  const place = `${volumeKey({ month, portfolio, market, category })}\n${tierFrom}`;
  const before = draft.volumeTiers.rows.get(place);
  if (before === undefined) {
    addRow(draft.volumeTiers, place, {
      workspaceId,
      month,
      portfolio,
      market,
      category,
      tierFrom,
      reachedAt: at,
    });
  } else {
    changeRow(draft.volumeTiers, place, { reachedAt: Math.min(before.reachedAt, at) });
  }
}
