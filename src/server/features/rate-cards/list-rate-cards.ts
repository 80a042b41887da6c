import { publishedRateCards, type RateCard } from "#domain/rate-cards.ts";
import type { Transaction } from "../../db/connect.ts";
import { loadCards } from "../../record/load-cards.ts";
import { type ImportColumns, listImports } from "./rate-cards.queries.ts";

/** A card that a workspace has, and how it came there; null: with the product. */
export type KnownCard = { card: RateCard; imported: ImportColumns | null; superseded: boolean };

/** Every card in the order in which they count: of two for one day the later one. */
export async function listRateCards(db: Transaction, workspaceId: string): Promise<KnownCard[]> {
  const imports = new Map((await listImports(db, workspaceId)).map((row) => [row.id, row]));
  const cards = [...publishedRateCards, ...(await loadCards(db, workspaceId))];
  return cards.map((card, index) => ({
    card,
    imported: imports.get(card.id) ?? null,
    superseded: cards.slice(index + 1).some((later) => isSameDay(later, card)),
  }));
}

function isSameDay(a: RateCard, b: RateCard): boolean {
  return a.currency === b.currency && a.effectiveFrom === b.effectiveFrom && a.unit === b.unit;
}
