import type { RateCardDetail, RateCardPreview, RateCardView } from "#contract/rate-cards.ts";
import { type RateChange, rowsOf } from "#domain/compare-rate-cards.ts";
import { formatMillionths, type Millionths } from "#domain/money.ts";
import type { RateCard } from "#domain/rate-cards.ts";
import { type CardDraft, type CsvProblem, isOddity } from "#domain/read-rate-csv.ts";
import type { KnownCard } from "./list-rate-cards.ts";

/** A card without its rates. */
export function viewCard({ card, imported, superseded }: KnownCard): RateCardView {
  const { id, currency, effectiveFrom, unit, source, rates } = card;
  return {
    id,
    currency,
    effectiveFrom,
    unit,
    source,
    origin: imported === null ? "published" : "imported",
    importedAt: imported === null ? null : new Date(imported.importedAt).toISOString(),
    importedBy: imported?.importedBy ?? null,
    markets: Object.keys(rates).length,
    superseded,
  };
}

/** A card with its rates. */
export function viewCardDetail(known: KnownCard): RateCardDetail {
  const rows = rowsOf(known.card).map(({ rate, ...cell }) => ({ ...cell, rate: viewRate(rate) }));
  return { ...viewCard(known), rows };
}

/** What an import would do. */
export function viewPreview({
  problems,
  cards,
}: {
  problems: readonly CsvProblem[];
  cards: readonly { card: CardDraft; replaces: RateCard | null; changes: readonly RateChange[] }[];
}): RateCardPreview {
  return {
    problems: problems.map((problem) => ({ ...problem, isStopping: !isOddity(problem) })),
    cards: cards.map(({ card, replaces, changes }) => ({
      currency: card.currency,
      effectiveFrom: card.effectiveFrom,
      unit: card.unit,
      source: card.source,
      rates: rowsOf(card).length,
      replaces:
        replaces === null
          ? null
          : { id: replaces.id, effectiveFrom: replaces.effectiveFrom, source: replaces.source },
      changes: changes.map(({ before, after, ...cell }) => ({
        ...cell,
        before: viewSide(before),
        after: viewSide(after),
      })),
    })),
  };
}

function viewSide(side: RateChange["before"]): { rate: string | null } | null {
  return side === null ? null : { rate: viewRate(side.rate) };
}

function viewRate(rate: Millionths | null): string | null {
  return rate === null ? null : formatMillionths(rate);
}
