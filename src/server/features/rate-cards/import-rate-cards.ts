import { isOddity } from "#domain/read-rate-csv.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { type ImportPreview, previewRateCards } from "./preview-rate-cards.ts";
import { priceUnknown } from "./price-unknown.ts";
import { insertCard } from "./rate-cards.queries.ts";

/** Who imports a file of rates. */
export type RateImport = { workspaceId: string; callerId: string | null; csv: string };

/**
 * Imports the cards of a file that are not what counts already, and prices what had no known rate. Charges that have an
 * amount keep it: a card is never edited, and no line of the ledger goes back to another card. An import that broke off
 * while it priced is gone on with by the next one of the same file. Answers the new ids.
 */
export async function importRateCards(
  ctx: Context,
  { workspaceId, callerId, csv }: RateImport,
): Promise<string[]> {
  const { cards, ids } = await editWorkspace(ctx, workspaceId, async (db, events) => {
    const preview = await previewRateCards(db, { workspaceId, csv });
    const wrong = preview.problems.filter((problem) => !isOddity(problem));
    if (wrong.length > 0) {
      throw new AppError("RATE_CARD_WRONG", { problems: wrong });
    }
    const rows = preview.cards.filter(isNews).map(({ card }) => ({ ...card, id: newId() }));
    for (const row of rows) {
      await insertCard(db, { ...row, workspaceId, importedAt: ctx.now(), importedBy: callerId });
    }
    if (rows.length > 0) {
      events.push({ kind: "settings.changed", what: "rate-cards" });
    }
    return { cards: preview.cards, ids: rows.map(({ id }) => id) };
  });
  for (const { card } of cards) {
    await priceUnknown(ctx, { workspaceId, currency: card.currency, from: card.effectiveFrom });
  }
  if (ids.length === 0) {
    throw new AppError("RATE_CARD_UNCHANGED");
  }
  return ids;
}

/** A card for a day of its own is news even when every rate is the one before. */
function isNews({ card, replaces, changes }: ImportPreview["cards"][number]): boolean {
  return changes.length > 0 || replaces?.effectiveFrom !== card.effectiveFrom;
}
