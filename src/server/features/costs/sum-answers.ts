import type { CostSummary } from "#contract/costs.ts";
import { formatMillionths, type Millionths } from "#domain/money.ts";
import { epochOf } from "#domain/pricing.ts";
import { cardOn, type RateCard, rateFor } from "#domain/rate-cards.ts";
import type { AnswerColumns, LostColumns } from "./summary.queries.ts";

type Priced = CostSummary["saved"]["inTime"][number];
type Sum = { currency: string; messages: number; amount: Millionths; unpriced: number };

/** Lost windows by how they ended, and what the templates cost that reopened them. */
export function sumLost(ended: readonly LostColumns[], open: number): CostSummary["lostWindows"] {
  const count = (by: string): number => ended.filter(({ endedBy }) => endedBy === by).length;
  const charged = ended.flatMap(({ state, currency, amount }): Sum[] =>
    currency === null || state === "dropped"
      ? []
      : [{ currency, messages: 1, amount: amount ?? 0, unpriced: amount === null ? 1 : 0 }],
  );
  return {
    count: ended.length + open,
    open,
    reopened: count("template"),
    byMail: count("email"),
    byCustomer: count("customer"),
    costs: byCurrency(charged),
  };
}

/**
 * What answers cost less than the utility templates that they made needless, at the rate of their day and market. Days of
 * conversations (to 2025-06-30) are left out: there a template cost nothing inside one.
 */
export function savedBy(answers: readonly AnswerColumns[], cards: readonly RateCard[]): CostSummary["saved"] {
  const sums = (kind: AnswerColumns["kind"]): Priced[] =>
    byCurrency(
      answers
        .filter((answer) => answer.kind === kind && epochOf(answer.day) !== "CBP")
        .map((answer) => savedWith(answer, cards)),
    );
  return { inTime: sums("text"), byMail: sums("mail") };
}

function savedWith(
  { day, market, currency, messages, amount }: AnswerColumns,
  cards: readonly RateCard[],
): Sum {
  const card = cardOn(cards, { currency, date: day, unit: "message" });
  const rate = card === null ? null : rateFor(card, market, "utility");
  return rate === null
    ? { currency, messages, amount: 0, unpriced: messages }
    : { currency, messages, amount: Math.max(0, rate * messages - amount), unpriced: 0 };
}

function byCurrency(sums: readonly Sum[]): Priced[] {
  return [...Map.groupBy(sums, ({ currency }) => currency)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, own]) => {
      const total = (of: (sum: Sum) => number) => own.reduce((sum, one) => sum + of(one), 0);
      return {
        currency,
        messages: total(({ messages }) => messages),
        amount: formatMillionths(total(({ amount }) => amount)),
        unpriced: total(({ unpriced }) => unpriced),
      };
    });
}
