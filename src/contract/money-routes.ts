import { estimate, estimateBody } from "./prices.ts";
import * as cards from "./rate-cards.ts";
import type { Route } from "./route.ts";

/** Prices and costs: what a message would cost, rate cards, what was charged. */
export const moneyRoutes = {
  estimatePrice: {
    method: "POST",
    path: "/prices/estimate",
    access: "member",
    summary: "What a message would cost now.",
    body: estimateBody,
    scope: "read",
    answers: { 200: estimate },
  },
  listRateCards: {
    method: "GET",
    path: "/rate-cards",
    access: "member",
    summary: "Rate cards, published and imported, the youngest day first.",
    answers: { 200: cards.rateCardList },
  },
  getRateCard: {
    method: "GET",
    path: "/rate-cards/:id",
    access: "member",
    summary: "A rate card with all its rates.",
    params: cards.byCardId,
    answers: { 200: cards.rateCardDetail },
  },
  previewRateCards: {
    method: "POST",
    path: "/rate-cards/preview",
    access: "owner",
    summary: "Check a file of rates and show what it would change; stores nothing.",
    body: cards.rateCsvBody,
    answers: { 200: cards.rateCardPreview },
  },
  importRateCards: {
    method: "POST",
    path: "/rate-cards",
    access: "owner",
    summary: "Import a file of rates as new cards; what was charged keeps its card.",
    body: cards.rateCsvBody,
    answers: { 201: cards.rateCardList },
  },
} as const satisfies Record<string, Route>;
