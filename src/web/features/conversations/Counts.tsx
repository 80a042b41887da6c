import { categoryWord } from "../../ui/category-word.ts";
import { useTime } from "../../ui/use-time.ts";
import { Tiles } from "../costs/ReportPage.tsx";
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
    <Tiles
      label={words("record.title")}
      tiles={[
        { term: words("record.all"), value: sum(sure) },
        { term: words("record.fromCustomer"), value: by("customer") },
        { term: words("record.fromBusiness"), value: by("business") },
        ...categories.map(([category, value]) => ({ term: categoryWord(category, words), value })),
        ...(unsure === 0 ? [] : [{ term: words("record.unsure"), value: unsure }]),
      ]}
    />
  );
}
