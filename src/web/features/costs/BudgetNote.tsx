import { Link } from "@tanstack/react-router";
import type { CostSummary } from "#contract/costs.ts";
import { formatMillionths, parseMillionths } from "#domain/money.ts";
import { formatAmount } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";

/** A warning from 80 % of the budget on, another from all of it on; none below. */
export function BudgetNote({ summary }: { summary: CostSummary }) {
  const { words, language } = useTime();
  return summary.currencies.map(({ currency, confirmed, estimated, adjustment, budget }) => {
    if (budget === null || budget.state === "within") {
      return null;
    }
    const spent = [confirmed, estimated, adjustment].reduce(
      (sum, part) => sum + (parseMillionths(part) ?? 0),
      0,
    );
    const facts = {
      spent: formatAmount(formatMillionths(spent), currency, language),
      budget: formatAmount(budget.amount, currency, language),
      percent: Math.floor((spent * 100) / (parseMillionths(budget.amount) ?? 1)),
    };
    return (
      <p
        key={currency}
        role="alert"
        className={classes.warning}
        data-tone={budget.state === "over" ? "bad" : "warn"}
      >
        {words(budget.state === "over" ? "spend.over" : "spend.near", facts)}{" "}
        <Link to="/settings/$page" params={{ page: "rate-cards" }}>
          {words("spend.changeBudget")}
        </Link>
      </p>
    );
  });
}
