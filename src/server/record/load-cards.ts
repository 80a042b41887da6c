import type { RateCard } from "#domain/rate-cards.ts";
import type { Transaction } from "../db/connect.ts";
import { findCards, listCardIds } from "./money.queries.ts";

/** Cards never change, so one that was read once is not read again. */
const known = new Map<string, RateCard>();
const mostKnown = 1_000;

/** The cards that a workspace imported, in that order: of two for the same day the later one counts. */
export async function loadCards(db: Transaction, workspaceId: string): Promise<RateCard[]> {
  const ids = await listCardIds(db, workspaceId);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    if (known.size > mostKnown) {
      known.clear();
    }
    for (const card of await findCards(db, workspaceId, missing)) {
      known.set(card.id, card);
    }
  }
  return ids.flatMap((id) => known.get(id) ?? []);
}
