import type { RateCardDetail } from "#contract/rate-cards.ts";
import { writeCsvLine } from "#domain/csv.ts";
import { rateColumns } from "#domain/read-rate-csv.ts";

/** A card in the form in which cards are imported; cells that nobody knows are n/a. */
export function writeCardCsv({ currency, effectiveFrom, source, rows }: RateCardDetail): string {
  const lines = rows.map(({ market, category, rate, tierFrom, tierTo }) => {
    const tier = tierFrom === 1 && tierTo === null ? ["", ""] : [tierFrom, tierTo ?? "MAX"];
    return writeCsvLine([currency, effectiveFrom, market, category, rate ?? "n/a", ...tier, source]);
  });
  return [writeCsvLine(rateColumns), ...lines].join("");
}
