import { categoryWord } from "../../ui/category-word.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Conversations.module.css";
import { type ConversationFilters, useConversationCounts } from "./use-all-conversations.ts";

/** How many conversations started: by customers, by the business, of each category; unsure ones apart. */
export function Counts({ filters }: { filters: ConversationFilters }) {
  const { words } = useTime();
  const counts = useConversationCounts(filters);
  if (counts === undefined) {
    return null;
  }
  const sure = counts.items.filter(({ state }) => state === "confirmed");
  const sum = (items: typeof sure): number => items.reduce((total, one) => total + one.conversations, 0);
  const by = (who: "customer" | "business") => sum(sure.filter(({ startedBy }) => startedBy === who));
  const categories = [...Map.groupBy(sure, ({ category }) => category)].map(
    ([category, own]) => [category, sum(own)] as const,
  );
  const unsure = sum(counts.items.filter(({ state }) => state !== "confirmed"));
  return (
    <dl className={classes.counts}>
      <Count term={words("record.all")} value={sum(sure)} />
      <Count term={words("record.byCustomer")} value={by("customer")} />
      <Count term={words("record.byBusiness")} value={by("business")} />
      {categories.map(([category, value]) => (
        <Count key={category} term={categoryWord(category, words)} value={value} />
      ))}
      {unsure > 0 && <Count term={words("record.unsure")} value={unsure} />}
    </dl>
  );
}

function Count({ term, value }: { term: string; value: number }) {
  return (
    <div className={classes.count}>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
