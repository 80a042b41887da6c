import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import type { Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { localDate } from "../statuses/pricing.ts";
import type { BillLine } from "./bill.ts";
import { startOfLocalDay } from "./local-days.ts";

const yearMs = 366 * 24 * 3_600_000;
const halfHourMs = 1_800_000;
const dimensions = ["PRICING_CATEGORY", "PRICING_TYPE", "COUNTRY", "PHONE", "TIER"];

type Order = {
  start: number;
  end: number;
  granularity: string;
  lists: ReadonlyMap<string, readonly string[]>;
};

/**
 * Meta's own account of what was delivered and what it cost: `pricing_analytics.start(…).end(…)…` (§1.9). Per-message
 * prices only; a month that still runs has no MONTHLY point; the look-back is a year.
 */
export function analysePricing(simulator: Simulator, waba: Waba, field: string): JsonObject {
  const order = readOrder(field);
  const now = simulator.clock.now();
  const list = (name: string) => (order.lists.get(name) ?? []).map((value) => value.toUpperCase());
  const phones = (order.lists.get("phone_numbers") ?? []).map((value) => value.replace(/\D/g, ""));
  const shown = list("dimensions");
  const unknown = shown.find((dimension) => !dimensions.includes(dimension));
  if (unknown !== undefined) {
    throw new GraphError(100, `dimensions: ${unknown} is not known.`);
  }
  const digitsOf = (line: BillLine) => simulator.store.phoneNumbers.get(line.phoneNumberId)?.digits ?? "";
  const fits = (values: readonly string[], value: string) => values.length === 0 || values.includes(value);
  const lines = simulator.store.bill.filter(
    (line) =>
      line.wabaId === waba.id &&
      line.model === "PMP" &&
      line.reachedAt >= Math.max(order.start, now - yearMs) &&
      line.reachedAt < order.end &&
      fits(phones, digitsOf(line)) &&
      fits(list("country_codes"), line.country) &&
      fits(list("pricing_types"), line.type.toUpperCase()) &&
      fits(list("pricing_categories"), line.category.toUpperCase()) &&
      fits(list("tiers"), line.tier),
  );
  const describe = (line: BillLine): JsonObject => ({
    ...bucketOf(line, order.granularity, waba.timeZone),
    ...(shown.includes("PHONE") ? { phone_number: digitsOf(line) } : {}),
    ...(shown.includes("COUNTRY") ? { country: line.country } : {}),
    ...(shown.includes("PRICING_TYPE") ? { pricing_type: line.type.toUpperCase() } : {}),
    ...(shown.includes("PRICING_CATEGORY") ? { pricing_category: line.category.toUpperCase() } : {}),
    ...(shown.includes("TIER") ? { tier: line.tier } : {}),
  });
  const metrics = list("metric_types");
  const points = [...Map.groupBy(lines, (line) => JSON.stringify(describe(line))).values()].flatMap(
    (group) => (group[0] ? [{ ...describe(group[0]), ...measure(group, metrics) }] : []),
  );
  const isOver = (point: JsonObject) => order.granularity !== "MONTHLY" || Number(point.end) * 1000 <= now;
  return { data: [{ data_points: points.filter(isOver).sort((a, b) => Number(a.start) - Number(b.start)) }] };
}

function measure(lines: readonly BillLine[], metrics: readonly string[]): JsonObject {
  const has = (name: string) => metrics.length === 0 || metrics.includes(name);
  return {
    ...(has("VOLUME") ? { volume: lines.reduce((sum, line) => sum + line.volume, 0) } : {}),
    ...(has("COST") ? { cost: lines.reduce((sum, line) => sum + (line.amount ?? 0), 0) / 1_000_000 } : {}),
  };
}

/** The half hour, day or month of the WABA's time zone that a line falls in, Unix seconds. */
function bucketOf(line: BillLine, granularity: string, timeZone: string): JsonObject {
  if (granularity === "HALF_HOUR") {
    const start = Math.floor(line.reachedAt / halfHourMs) * halfHourMs;
    return { start: start / 1000, end: (start + halfHourMs) / 1000 };
  }
  const date = localDate(line.reachedAt, timeZone);
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const [first, last] =
    granularity === "MONTHLY"
      ? [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)]
      : [Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1)];
  const at = (utc: number) => startOfLocalDay(new Date(utc).toISOString().slice(0, 10), timeZone) / 1000;
  return { start: at(first), end: at(last) };
}

/** Reads `pricing_analytics.start(1).end(2).granularity(DAILY).dimensions(["PHONE"])`. */
function readOrder(field: string): Order {
  const calls = new Map(
    [...field.matchAll(/\.(\w+)\(([^)]*)\)/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
  const start = Number(calls.get("start"));
  const end = Number(calls.get("end"));
  if (!Number.isInteger(start) || !Number.isInteger(end) || end <= start) {
    throw new GraphError(100, "pricing_analytics needs start and end, Unix seconds.");
  }
  const granularity = (calls.get("granularity") ?? "").toUpperCase();
  if (!["DAILY", "HALF_HOUR", "MONTHLY"].includes(granularity)) {
    throw new GraphError(100, "granularity must be one of HALF_HOUR, DAILY, MONTHLY.");
  }
  const lists = new Map(
    [...calls].map(([name, value]) => [name, value.match(/[^[\]"',\s][^[\]"',]*/g) ?? []] as const),
  );
  return { start: start * 1000, end: end * 1000, granularity, lists };
}
