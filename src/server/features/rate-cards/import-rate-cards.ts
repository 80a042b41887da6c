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
 * amount keep it: a card is never edited, and no line of the ledger goes back to another card. Answers the new ids.
 */
export async function importRateCards(
  ctx: Context,
  { workspaceId, callerId, csv }: RateImport,
): Promise<string[]> {
  const imported = await editWorkspace(ctx, workspaceId, async (db, events) => {
    const preview = await previewRateCards(db, { workspaceId, csv });
    const wrong = preview.problems.filter((problem) => !isOddity(problem));
    if (wrong.length > 0) {
      throw new AppError("RATE_CARD_WRONG", { problems: wrong });
    }
    const news = preview.cards.filter(isNews);
    if (news.length === 0) {
      throw new AppError("RATE_CARD_UNCHANGED");
    }
    const rows = news.map(({ card }) => ({ ...card, id: newId() }));
    for (const row of rows) {
      await insertCard(db, { ...row, workspaceId, importedAt: ctx.now(), importedBy: callerId });
    }
    events.push({ kind: "settings.changed", what: "rate-cards" });
    return rows;
  });
  for (const { currency, effectiveFrom } of imported) {
    await priceUnknown(ctx, { workspaceId, currency, from: effectiveFrom });
  }
  return imported.map(({ id }) => id);
}

/** A card for a day of its own is news even when every rate is the one before. */
function isNews({ card, replaces, changes }: ImportPreview["cards"][number]): boolean {
  return changes.length > 0 || replaces?.effectiveFrom !== card.effectiveFrom;
}
