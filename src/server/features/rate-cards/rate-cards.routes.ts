import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { importRateCards } from "./import-rate-cards.ts";
import { type KnownCard, listRateCards } from "./list-rate-cards.ts";
import { previewRateCards } from "./preview-rate-cards.ts";
import { viewCard, viewCardDetail, viewPreview } from "./rate-card.view.ts";

/** Rate cards: those that come with the product, and those that owners import. */
export function rateCardRoutes(
  ctx: Context,
): Pick<Handlers, "listRateCards" | "getRateCard" | "previewRateCards" | "importRateCards"> {
  const cardsOf = (workspaceId: string) =>
    withWorkspaces(ctx.db, [workspaceId], (db) => listRateCards(db, workspaceId));
  return {
    async listRateCards({ caller: { workspaceId } }) {
      return { status: 200, body: viewList(await cardsOf(workspaceId)) };
    },
    async getRateCard({ caller: { workspaceId }, params: { id } }) {
      const found = (await cardsOf(workspaceId)).find(({ card }) => card.id === id);
      if (found === undefined) {
        throw new AppError("NOT_FOUND");
      }
      return { status: 200, body: viewCardDetail(found) };
    },
    async previewRateCards({ caller: { workspaceId }, body: { csv } }) {
      const preview = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        previewRateCards(db, { workspaceId, csv }),
      );
      return { status: 200, body: viewPreview(preview) };
    },
    async importRateCards({ caller, body: { csv } }) {
      const { workspaceId, id: callerId } = caller;
      const ids = await importRateCards(ctx, { workspaceId, callerId, csv });
      const cards = await cardsOf(workspaceId);
      return { status: 201, body: viewList(cards.filter(({ card }) => ids.includes(card.id))) };
    },
  };
}

function viewList(cards: readonly KnownCard[]) {
  const byDay = cards.toReversed().toSorted((a, b) => (a.card.effectiveFrom < b.card.effectiveFrom ? 1 : -1));
  return { items: byDay.map(viewCard), nextCursor: null };
}
