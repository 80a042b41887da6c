import type { Costs } from "#contract/costs.ts";
import { formatAmount } from "../../ui/format-amount.ts";
import { formatDate } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";
import { dayBars } from "./day-bars.ts";

const height = 120;
const width = 20;

/** Bars for each day of the month, confirmed below and estimated above. The table by day says the same in numbers. */
export function DayChart({ costs }: { costs: Costs }) {
  const { currencies, charts } = dayBars(costs);
  return currencies.map((currency) => (
    <Chart key={currency} currency={currency} bars={charts[currency] ?? []} />
  ));
}

type Bar = ReturnType<typeof dayBars>["charts"][string][number];

function Chart({ currency, bars }: { currency: string; bars: readonly Bar[] }) {
  const time = useTime();
  const { words, language } = time;
  const highest = bars.reduce((most, bar) => (bar.total > most.total ? bar : most));
  const shown = (amount: number): string => formatAmount((amount / 1e6).toFixed(6), currency, language);
  const dateOf = (day: string): string => formatDate(Date.parse(`${day}T12:00:00Z`), time);
  const scale = highest.total === 0 ? 0 : height / highest.total;
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        {words("spend.byDay", { currency })}
        <span className={classes.legend}>
          <i data-kind="confirmed" /> {words("spend.confirmed")} <i data-kind="estimated" />{" "}
          {words("spend.estimated")}
        </span>
      </figcaption>
      <p className={classes.peak} aria-hidden="true">
        {shown(highest.total)}
      </p>
      <svg
        role="img"
        aria-label={words("spend.chart", { amount: shown(highest.total), day: dateOf(highest.day) })}
        viewBox={`0 0 ${bars.length * width} ${height}`}
        preserveAspectRatio="none"
        className={classes.bars}
      >
        {bars.map(({ day, confirmed, estimated, total }, index) => (
          <g key={day}>
            <title>{`${dateOf(day)}: ${shown(total)}`}</title>
            <rect
              className={classes.sure}
              x={index * width + 3}
              width={width - 6}
              y={height - confirmed * scale}
              height={confirmed * scale}
            />
            <rect
              className={classes.unsure}
              x={index * width + 3}
              width={width - 6}
              y={height - total * scale}
              height={estimated * scale}
            />
          </g>
        ))}
      </svg>
      {first !== undefined && last !== undefined && (
        <p className={classes.axis} aria-hidden="true">
          <span>{dateOf(first.day)}</span>
          <span>{dateOf(last.day)}</span>
        </p>
      )}
    </figure>
  );
}
