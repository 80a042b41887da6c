import type { CostSummary } from "#contract/costs.ts";
import { serviceAllowance } from "#domain/billed-as.ts";
import { budgetState } from "#domain/budget.ts";
import { forecastDays, forecastMonth } from "#domain/forecast.ts";
import { addDays, instantAt } from "#domain/local-instant.ts";
import { formatMillionths } from "#domain/money.ts";
import { monthBounds } from "#domain/month.ts";
import { epochOf } from "#domain/pricing.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { type Instant, localDate } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { loadCards } from "../../record/load-cards.ts";
import { compareBill } from "./compare-bill.ts";
import { listNumbers, sumBy } from "./costs.queries.ts";
import { adjustmentsOf, totalsOf, viewSums } from "./costs.view.ts";
import { findMoneySettings } from "./money-settings.queries.ts";
import { savedBy, sumLost } from "./sum-answers.ts";
import { countOpenLost, listAllowances, listLost, sumAnswers, sumDays } from "./summary.queries.ts";

type Month = {
  workspaceId: string;
  month: string;
  from: string;
  to: string;
  today: string;
  timeZone: string;
};

/** A month at a glance; the running one when none is named. Days are those of the first number's account. */
export function getSummary(
  ctx: Context,
  { workspaceId, month }: { workspaceId: string; month: string | undefined },
): Promise<CostSummary> {
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const numbers = await listNumbers(db, workspaceId);
    const timeZone = numbers[0]?.timeZone ?? "UTC";
    const today = localDate(ctx.now(), timeZone);
    const asked = month ?? today.slice(0, 7);
    const span: Month = { workspaceId, month: asked, ...monthBounds(asked), today, timeZone };
    const used = new Map(
      (await listAllowances(db, workspaceId, asked)).map((row) => [row.channelId, row.used]),
    );
    const free = epochOf(span.from) === "PMP-2026-10" ? serviceAllowance : null;
    const cards = [...publishedRateCards, ...(await loadCards(db, workspaceId))];
    return {
      month: asked,
      currencies: await sumCurrencies(db, span),
      allowances: numbers.map(({ id, name }) => ({ channelId: id, name, used: used.get(id) ?? 0, free })),
      lostWindows: await lostIn(db, span, ctx.now()),
      saved: savedBy(await sumAnswers(db, span), cards),
    };
  });
}

async function sumCurrencies(db: Transaction, span: Month): Promise<CostSummary["currencies"]> {
  const { workspaceId, from, to, month, today } = span;
  const inMonth = { workspaceId, from, to: addDays(to, -1), channelId: null, category: null };
  const rows = await sumBy(db, inMonth, "category");
  const totals = totalsOf(rows, adjustmentsOf(await compareBill(db, inMonth)));
  const isRunning = today.slice(0, 7) === month;
  const before = isRunning ? addDays(today, -forecastDays) : from;
  const days = isRunning
    ? await sumDays(db, { workspaceId, from: before < from ? before : from, to: addDays(today, 1) })
    : [];
  const { budget, budgetCurrency } = await findMoneySettings(db, workspaceId);
  return totals.map((sums) => {
    const own = days.filter(({ currency }) => currency === sums.currency);
    const expected = isRunning ? forecastMonth({ today, days: own }) : null;
    // What WhatsApp billed besides stays billed.
    const forecast = expected === null ? null : expected + sums.adjustment;
    const spent = sums.confirmed + sums.estimated + sums.adjustment;
    return {
      ...viewSums(sums),
      forecast: forecast === null ? null : formatMillionths(forecast),
      budget:
        budget === null || budgetCurrency !== sums.currency
          ? null
          : { amount: formatMillionths(budget), state: budgetState(spent, budget) },
    };
  });
}

async function lostIn(
  db: Transaction,
  { workspaceId, from, to, timeZone }: Month,
  now: Instant,
): Promise<CostSummary["lostWindows"]> {
  const span = {
    workspaceId,
    from: instantAt(from, "00:00", timeZone),
    to: instantAt(to, "00:00", timeZone),
  };
  return sumLost(await listLost(db, span), await countOpenLost(db, { ...span, now }));
}
