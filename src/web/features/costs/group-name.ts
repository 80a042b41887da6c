import type { CostDimension, Costs } from "#contract/costs.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { formatDayDivider, type TimeContext } from "../../ui/format-time.ts";
import { marketWord } from "../../ui/market-word.ts";

/** What people call one row of the costs. */
export function groupName(
  { key, name }: Pick<Costs["groups"][number], "key" | "name">,
  by: CostDimension,
  time: TimeContext,
): string {
  const { words } = time;
  switch (by) {
    case "day":
      return formatDayDivider(Date.parse(`${key}T12:00:00Z`), time);
    case "category":
      return categoryWord(key, words);
    case "market":
      return key === "" ? words("spend.noMarket") : marketWord(key, words);
    case "template":
      return key === "" ? words("spend.freeText") : key;
    case "agent":
      if (key === "automatic" || key === "none") {
        return words(`spend.agent.${key}`);
      }
      return name ?? words("spend.agent.gone");
    case "channel":
      return name ?? key;
    default:
      return by satisfies never;
  }
}
