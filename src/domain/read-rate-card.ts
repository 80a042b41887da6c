import { readCategory } from "./category.ts";
import type { Category } from "./conversation.ts";
import { type Millionths, parseMillionths } from "./money.ts";
import type { MarketRates, RateCard } from "./rate-cards.ts";

/** Reads a rate card from JSON, rates as decimal strings. Throws and names the cell when it is malformed. */
export function readRateCard(data: unknown): RateCard {
  const card = objectAt(data, "card");
  const effectiveFrom = textAt(card.effectiveFrom, "effectiveFrom");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(effectiveFrom)) {
    throw new Error(`effectiveFrom is no date: ${effectiveFrom}`);
  }
  const unit = card.unit;
  if (unit !== "conversation" && unit !== "message") {
    throw new Error(`unit is neither conversation nor message: ${String(unit)}`);
  }
  const assumed = card.assumed ?? [];
  if (!Array.isArray(assumed)) {
    throw new Error("assumed is no list");
  }
  return {
    id: textAt(card.id, "id"),
    currency: textAt(card.currency, "currency"),
    effectiveFrom,
    unit,
    source: textAt(card.source, "source"),
    assumed: assumed.map((column) => categoryAt(column, "assumed")),
    rates: Object.fromEntries(
      Object.entries(objectAt(card.rates, "rates")).map(([market, row]) => [market, ratesAt(row, market)]),
    ),
  };
}

function ratesAt(row: unknown, market: string): MarketRates {
  return Object.fromEntries(
    Object.entries(objectAt(row, market)).map(([column, cell]) => [
      categoryAt(column, market),
      rateAt(cell, `${market} ${column}`),
    ]),
  );
}

function rateAt(cell: unknown, where: string): Millionths | null {
  if (cell === null) {
    return null;
  }
  const rate = parseMillionths(textAt(cell, where));
  if (rate === null || rate < 0) {
    throw new Error(`${where} is no rate: ${String(cell)}`);
  }
  return rate;
}

function categoryAt(value: unknown, where: string): Category {
  const column = textAt(value, where);
  const category = readCategory(column);
  if (category === null) {
    throw new Error(`${where} has an unknown column: ${column}`);
  }
  return category;
}

function textAt(value: unknown, where: string): string {
  if (typeof value !== "string" || value === "") {
    throw new Error(`${where} is no text`);
  }
  return value;
}

function objectAt(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${where} is no object`);
  }
  return value as Record<string, unknown>;
}
