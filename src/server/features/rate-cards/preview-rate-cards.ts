import { compareRateCards, type RateChange } from "#domain/compare-rate-cards.ts";
import { cardOn, publishedRateCards, type RateCard } from "#domain/rate-cards.ts";
import { type CardDraft, type RateCsv, readRateCsv } from "#domain/read-rate-csv.ts";
import type { Transaction } from "../../db/connect.ts";
import { loadCards } from "../../record/load-cards.ts";

/** What a file would change, card by card; `replaces`: what counts on its day today. */
export type ImportPreview = Pick<RateCsv, "problems"> & {
  cards: { card: CardDraft; replaces: RateCard | null; changes: RateChange[] }[];
};

/** Checks a file of rates and compares its cards with those that count; nothing is stored. */
export async function previewRateCards(
  db: Transaction,
  { workspaceId, csv }: { workspaceId: string; csv: string },
): Promise<ImportPreview> {
  const { cards, problems } = readRateCsv(csv);
  const known = [...publishedRateCards, ...(await loadCards(db, workspaceId))];
  return {
    problems,
    cards: cards.map((card) => {
      const { currency, effectiveFrom: date, unit } = card;
      const replaces = cardOn(known, { currency, date, unit });
      return { card, replaces, changes: compareRateCards(replaces, card) };
    }),
  };
}
