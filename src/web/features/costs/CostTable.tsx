import type { CostDimension, Costs } from "#contract/costs.ts";
import { costDimension } from "#contract/costs.ts";
import { parseMillionths } from "#domain/money.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";
import { groupName } from "./group-name.ts";
import { ReportTable } from "./ReportPage.tsx";

type Props = { costs: Costs; by: CostDimension; onChoose: (by: CostDimension) => void };
type Group = Costs["groups"][number];

/** Costs by one dimension, the dearest first (days in their order), with a bar for each. */
export function CostTable({ costs, by, onChoose }: Props) {
  const time = useTime();
  const { words, language } = time;
  // While another dimension is loading, the one before is still shown under its own name.
  const shownBy = costs.by;
  const groups = shownBy === "day" ? costs.groups : costs.groups.toSorted((a, b) => totalOf(b) - totalOf(a));
  const most = groups.reduce((highest, group) => Math.max(highest, totalOf(group)), 0);
  const money = (amount: string, group: Group): string =>
    isFree(amount) ? "–" : formatAmount(amount, group.currency, language);
  return (
    <section className={classes.block} aria-label={words("spend.table")}>
      <fieldset className={classes.tabs}>
        <legend className={classes.hidden}>{words("spend.by")}</legend>
        {costDimension.options.map((one) => (
          <button
            key={one}
            type="button"
            className={classes.tab}
            aria-pressed={one === by}
            onClick={() => onChoose(one)}
          >
            {words(`spend.dimension.${one}`)}
          </button>
        ))}
      </fieldset>
      <ReportTable
        className={classes.numbers}
        heads={[
          words(`spend.dimension.${shownBy}`),
          words("spend.count"),
          words("spend.confirmed"),
          words("spend.estimated"),
          words("spend.adjustment"),
        ]}
      >
        {groups.map((group) => (
          <tr key={`${group.key} ${group.currency}`}>
            <th scope="row">
              {groupName(group, shownBy, time)}
              <svg
                className={classes.share}
                viewBox="0 0 100 4"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect
                  className={classes.sure}
                  width={most === 0 ? 0 : (totalOf(group) * 100) / most}
                  height="4"
                />
              </svg>
            </th>
            <td>
              {group.messages}
              {group.unpriced > 0 && (
                <span className={classes.small}>{words("spend.unknownOf", { count: group.unpriced })}</span>
              )}
            </td>
            <td>{money(group.confirmed, group)}</td>
            <td>{money(group.estimated, group)}</td>
            <td>{money(group.adjustment, group)}</td>
          </tr>
        ))}
      </ReportTable>
    </section>
  );
}

function totalOf({ confirmed, estimated, adjustment }: Group): number {
  return [confirmed, estimated, adjustment].reduce((sum, part) => sum + (parseMillionths(part) ?? 0), 0);
}
