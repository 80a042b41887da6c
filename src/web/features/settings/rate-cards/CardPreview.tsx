import type { RateCardPreview } from "#contract/rate-cards.ts";
import { categoryWord } from "../../../ui/category-word.ts";
import { formatAmount } from "../../../ui/format-amount.ts";
import { formatFullDate } from "../../../ui/format-time.ts";
import { keyboardScrollable } from "../../../ui/keyboard-scrollable.ts";
import { marketWord } from "../../../ui/market-word.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "./RateCards.module.css";

type Preview = RateCardPreview["cards"][number];
type Change = Preview["changes"][number];

/** What an import changes: each price before and after. */
export function CardPreview({ card }: { card: Preview }) {
  const time = useTime();
  const { words, language } = time;
  const { currency, effectiveFrom, replaces, changes } = card;
  const dateOf = (day: string): string => formatFullDate(Date.parse(`${day}T12:00:00Z`), time);
  const title = words("rates.card", { currency, date: dateOf(effectiveFrom) });
  const shown = (side: Change["before"], none: string): string => {
    if (side === null) {
      return none;
    }
    return side.rate === null ? words("rates.unknown") : formatAmount(side.rate, currency, language);
  };
  return (
    <section className={classes.preview} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.note}>
        {replaces === null
          ? words("rates.newCard")
          : words("rates.replaces", { date: dateOf(replaces.effectiveFrom), source: replaces.source })}{" "}
        {changes.length === 0 ? words("rates.unchanged") : words("rates.changes", { count: changes.length })}
      </p>
      {changes.length > 0 && (
        <div className={classes.scroll} {...keyboardScrollable}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{words("rates.market")}</th>
                <th scope="col">{words("rates.category")}</th>
                <th scope="col">{words("rates.before")}</th>
                <th scope="col">{words("rates.after")}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={`${change.market} ${change.category} ${change.tierFrom} ${change.tierTo ?? ""}`}>
                  <th scope="row">{marketWord(change.market, words)}</th>
                  <td>
                    {categoryWord(change.category, words)}
                    {tierOf(change, words)}
                  </td>
                  <td>{shown(change.before, words("rates.none"))}</td>
                  <td>{shown(change.after, words("rates.gone"))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function tierOf({ tierFrom, tierTo }: Change, words: ReturnType<typeof useTime>["words"]): string {
  if (tierFrom === 1 && tierTo === null) {
    return "";
  }
  return ` · ${words("rates.tier")} ${
    tierTo === null
      ? words("rates.tierFrom", { from: tierFrom })
      : words("rates.tierTo", { from: tierFrom, to: tierTo })
  }`;
}
