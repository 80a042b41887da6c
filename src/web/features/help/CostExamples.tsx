import { marketWord } from "../../ui/market-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./CostExamples.module.css";
import type { Rates } from "./use-rates.ts";

const offered = 200;

/** What everyday messages cost today, to customers of the workspace's own country. */
export function CostExamples({ rates }: { rates: Rates }) {
  const words = useWords();
  const { home, allowance, epoch } = rates;
  const known = (price: string | null): string => price ?? words("charge.unknown");
  const examples = [
    {
      text: words("costs.exampleReply"),
      price:
        epoch === "PMP-2026-10"
          ? words("costs.exampleReplyFree", { count: allowance })
          : words("charge.free"),
    },
    { text: words("costs.exampleReminder"), price: known(rates.price(home, "utility")) },
    {
      text: words("costs.exampleOffer", { count: offered }),
      price: known(rates.price(home, "marketing", offered)),
    },
    { text: words("costs.exampleLost"), price: words("charge.free") },
    { text: words("costs.exampleEmail"), price: words("charge.free") },
  ];
  return (
    <>
      <ol className={classes.list}>
        {examples.map(({ text, price }) => (
          <li key={text} className={classes.example}>
            <span>{text}</span>
            <strong>{price}</strong>
          </li>
        ))}
      </ol>
      <p className={classes.source}>{words("costs.exampleFor", { market: marketWord(home, words) })}</p>
    </>
  );
}
