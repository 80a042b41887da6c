import { Skeleton } from "@mantine/core";
import { useState } from "react";
import type { Category } from "#domain/conversation.ts";
import { formatFullDate } from "../../ui/format-time.ts";
import { marketWord } from "../../ui/market-word.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./PriceTable.module.css";
import type { Rates } from "./use-rates.ts";

/** What each kind of message costs today in one market; the workspace's own country first. */
export function PriceTable({ rates }: { rates: Rates }) {
  const time = useTime();
  const { words, language } = time;
  const [chosen, setChosen] = useState<string | null>(null);
  const { card, epoch, home } = rates;
  const market = chosen ?? home;
  if (rates.isPending) {
    return <Skeleton height={320} radius="md" />;
  }
  if (card === null) {
    return <p className={classes.source}>{words("costs.noCard", { currency: rates.currency })}</p>;
  }
  const markets = rates.markets
    .map((name) => ({ name, word: marketWord(name, words) }))
    .toSorted((a, b) => a.word.localeCompare(b.word, language));
  const isCharged = epoch === "PMP-2026-10";
  const cell = (category: Category): string => rates.price(market, category) ?? words("charge.unknown");
  const rows = [
    { name: words("costs.rowMarketing"), note: words("costs.noteMarketing"), price: cell("marketing") },
    {
      name: words("costs.rowUtility"),
      note: words(isCharged ? "costs.noteUtility" : "costs.noteUtilityFree"),
      price: cell("utility"),
    },
    {
      name: words("costs.rowAuthentication"),
      note: words("costs.noteAuthentication"),
      price: cell("authentication"),
    },
    {
      name: words("costs.rowService"),
      note: isCharged
        ? words("costs.noteService", { count: rates.allowance })
        : words("costs.noteServiceFree"),
      price: isCharged ? cell("service") : words("charge.free"),
    },
    { name: words("costs.rowEmail"), note: words("costs.noteEmail"), price: words("charge.free") },
  ];
  return (
    <div className={classes.card}>
      <label className={classes.choice}>
        <span>{words("costs.country")}</span>
        <select
          className={classes.select}
          value={market}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          {markets.map(({ name, word }) => (
            <option key={name} value={name}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words("costs.kind")}</th>
            <th scope="col">{words("costs.price")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, note, price }) => (
            <tr key={name}>
              <th scope="row">
                <span className={classes.name}>{name}</span>
                <span className={classes.note}>{note}</span>
              </th>
              <td>{price}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.source}>
        {words("costs.card", {
          currency: rates.currency,
          date: formatFullDate(Date.parse(`${card.effectiveFrom}T12:00:00Z`), time),
        })}
      </p>
    </div>
  );
}
