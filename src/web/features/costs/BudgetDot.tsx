import { useQuery } from "@tanstack/react-query";
import { localMonth, minuteMs } from "#domain/time.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useTime } from "../../ui/use-time.ts";

const askAgainMs = 10 * minuteMs;

/** A dot beside the costs, with its words, when the month has used 80 % of its budget or all of it. */
export function BudgetDot({ className }: { className: string | undefined }) {
  const { words, now, timeZone } = useTime();
  const month = localMonth(now, timeZone);
  const { data } = useQuery({
    queryKey: queryKeys.costSummary(month),
    queryFn: ({ signal }) => callRoute("getCostSummary", { query: { month } }, signal),
    staleTime: askAgainMs,
    refetchInterval: askAgainMs,
  });
  const isClose =
    data?.currencies.some(({ budget }) => budget !== null && budget.state !== "within") ?? false;
  return isClose ? <span className={className} role="img" aria-label={words("rail.budget")} /> : null;
}
