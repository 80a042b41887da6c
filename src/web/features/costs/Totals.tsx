import type { CostSummary } from "#contract/costs.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";
import { type Tile, Tiles } from "./ReportPage.tsx";

type Total = CostSummary["currencies"][number];

/** The sums of the month: how sure each is, and in which currency. */
export function Totals({ summary }: { summary: CostSummary }) {
  const { words } = useTime();
  return (
    <section aria-label={words("spend.totals")}>
      {summary.currencies.length === 0 && <p className={classes.muted}>{words("spend.nothing")}</p>}
      {summary.currencies.map((total) => (
        <Sums key={total.currency} total={total} />
      ))}
      {summary.allowances
        .filter(({ free }) => free !== null)
        .map(({ channelId, name, used, free }) => (
          <p key={channelId} className={classes.muted}>
            {words("spend.allowance", {
              name,
              used,
              free: free ?? 0,
              count: Math.max(0, (free ?? 0) - used),
            })}
          </p>
        ))}
    </section>
  );
}

function Sums({ total }: { total: Total }) {
  const { words, language } = useTime();
  const { currency, confirmed, estimated, adjustment, messages, unpriced, forecast, budget } = total;
  const shown = (amount: string): string => formatAmount(amount, currency, language);
  const tiles: Tile[] = [
    {
      term: words("spend.confirmed"),
      value: shown(confirmed),
      note: words("spend.messages", { count: messages }),
    },
    { term: words("spend.estimated"), value: `≈ ${shown(estimated)}`, note: words("spend.estimatedNote") },
    ...(isFree(adjustment)
      ? []
      : [{ term: words("spend.adjustment"), value: shown(adjustment), note: words("spend.adjustmentNote") }]),
    ...(unpriced === 0
      ? []
      : [
          {
            term: words("charge.unknown"),
            value: words("spend.messages", { count: unpriced }),
            note: words("spend.unknownNote"),
          },
        ]),
    {
      term: words("spend.forecast"),
      value: forecast === null ? "–" : `≈ ${shown(forecast)}`,
      note: words(forecast === null ? "spend.noForecast" : "spend.forecastNote"),
    },
    ...(budget === null
      ? []
      : [
          {
            term: words("spend.budget"),
            value: shown(budget.amount),
            note: words(`spend.budgetState.${budget.state}`),
          },
        ]),
  ];
  return <Tiles label={currency} tiles={tiles} />;
}
