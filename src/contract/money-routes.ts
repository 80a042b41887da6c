import * as costs from "./costs.ts";
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
  getCosts: {
    method: "GET",
    path: "/costs",
    access: "member",
    summary: "What messages cost in a span of days, by day, number, category, market, template or agent.",
    query: costs.costsQuery,
    answers: { 200: costs.costs },
  },
  exportCosts: {
    method: "GET",
    path: "/costs/export",
    access: "member",
    summary: "The costs of a span of days as CSV, each day by everything that is told apart.",
    query: costs.costsExportQuery,
    produces: "text/csv",
    answers: { 200: null },
  },
  getCostSummary: {
    method: "GET",
    path: "/costs/summary",
    access: "member",
    summary: "A month at a glance: forecast, budget, free texts, lost windows, what was saved.",
    query: costs.costSummaryQuery,
    answers: { 200: costs.costSummary },
  },
  reconcileCosts: {
    method: "POST",
    path: "/costs/reconcile",
    access: "owner",
    summary: "Read what WhatsApp billed in the last days now, instead of tomorrow morning.",
    answers: { 200: costs.reconciliation },
  },
  getMoneySettings: {
    method: "GET",
    path: "/settings/money",
    access: "member",
    summary: "The budget of a month and the rules of prices that are left open.",
    answers: { 200: costs.moneySettings },
  },
  putMoneySettings: {
    method: "PUT",
    path: "/settings/money",
    access: "owner",
    summary: "Change budget and rules.",
    body: costs.putMoneySettingsBody,
    answers: { 200: costs.moneySettings },
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
