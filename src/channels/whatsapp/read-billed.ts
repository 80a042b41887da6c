import type { BilledBucket, ChannelAccount } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { readAccount } from "./config.ts";
import { type GraphSettings, graphPath } from "./graph-client.ts";
import { listOf, looseId, looseNode, looseNumber, looseObject, looseTime, type Node } from "./loose.ts";
import { readNumber } from "./read-number.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 30_000;
const answerShape = looseObject({ pricing_analytics: looseNode });
const pointShape = looseObject({
  start: looseTime,
  end: looseTime,
  country: looseId,
  pricing_type: looseId,
  pricing_category: looseId,
  tier: looseId,
  volume: looseNumber,
  cost: looseNumber,
});

/**
 * What Meta billed for a number, by day and by all that it tells apart (§1.9). Costs come as decimals of the account's
 * currency, and are approximate there; here they are millionths.
 */
export async function readBilled(
  settings: GraphSettings,
  account: ChannelAccount,
  { from, to }: { from: Instant; to: Instant },
): Promise<BilledBucket[]> {
  const { wabaId, accessToken } = readAccount(account);
  const digits = (await readNumber(settings, account))?.replaceAll(/\D/g, "");
  if (digits === undefined) {
    throw new Error("Meta does not say the number, by which it bills");
  }
  const asked = [
    "pricing_analytics",
    `start(${Math.floor(from / 1_000)})`,
    `end(${Math.floor(to / 1_000)})`,
    "granularity(DAILY)",
    `phone_numbers(["${digits}"])`,
    'metric_types(["COST","VOLUME"])',
    'dimensions(["PRICING_CATEGORY","PRICING_TYPE","COUNTRY","PHONE","TIER"])',
  ].join(".");
  const path = `${graphPath(wabaId)}?${new URLSearchParams({ fields: asked }).toString()}`;
  const signal = AbortSignal.timeout(patienceMs);
  const body = answerShape.parse(await requireAnswer(settings, { method: "GET", path, accessToken, signal }));
  if (body.pricing_analytics === null) {
    // Taken for a bill of nothing, it would take back what the last days cost.
    throw new Error("Meta's answer has no bill");
  }
  return listOf(body.pricing_analytics, "data").flatMap((part) =>
    listOf(part, "data_points").flatMap(readPoint),
  );
}

/** A point without its day, country, category or type can't be compared with anything. */
function readPoint(raw: Node): BilledBucket[] {
  const { start, end, country, pricing_type, pricing_category, tier, volume, cost } = pointShape.parse(raw);
  if (start === null || country === null || pricing_type === null || pricing_category === null) {
    return [];
  }
  return [
    {
      // Its middle lies in the day that is meant, whether days begin in the account's time zone or in UTC.
      at: end === null ? start : (start + end) / 2,
      country: country.toUpperCase(),
      category: pricing_category.toLowerCase().replaceAll("-", "_"),
      type: pricing_type.toLowerCase(),
      tier,
      volume: Math.round(volume ?? 0),
      cost: Math.round((cost ?? 0) * 1_000_000),
    },
  ];
}
