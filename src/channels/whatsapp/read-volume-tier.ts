import type { InboundVolumeTier } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { looseId, looseNode, looseObject, looseText, looseTime } from "./loose.ts";

const updateShape = looseObject({ event: looseText, volume_tier_info: looseNode });
const tierShape = looseObject({
  tier_update_time: looseTime,
  pricing_category: looseText,
  tier: looseId,
  effective_month: looseText,
  region: looseText,
});

/** VOLUME_BASED_PRICING_TIER_UPDATE of `account_update` (§1.7); null for every other event, and for one without its facts. */
export function readVolumeTier({ accountRef, at: told, value }: Change): InboundVolumeTier[] | null {
  const { event, volume_tier_info } = updateShape.parse(value);
  if (event !== "VOLUME_BASED_PRICING_TIER_UPDATE" || volume_tier_info === null) {
    return null;
  }
  const info = tierShape.parse(volume_tier_info);
  const from = /^(\d{1,12}):/.exec(info.tier ?? "")?.[1];
  const month = /^20\d{2}-\d{2}$/.test(info.effective_month ?? "") ? info.effective_month : null;
  const at = info.tier_update_time ?? told;
  const { region: market, pricing_category: category } = info;
  if (from === undefined || month === null || at === null || market === null || category === null) {
    return null;
  }
  return [{ type: "volume-tier", accountRef, month, market, category, from: Math.max(1, Number(from)), at }];
}
