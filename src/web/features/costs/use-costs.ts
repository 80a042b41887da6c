import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CostDimension, CostSummary, Costs } from "#contract/costs.ts";
import { addDays } from "#domain/local-instant.ts";
import { monthBounds } from "#domain/month.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";

/** A month as a span of dates, both included. */
export function monthSpan(month: string): { from: string; to: string } {
  const { from, to } = monthBounds(month);
  return { from, to: addDays(to, -1) };
}

/** The costs of a month by one dimension. */
export function useCosts(
  month: string,
  by: CostDimension,
): { costs: Costs | undefined; error: unknown; retry: () => void } {
  const query = useQuery({
    queryKey: queryKeys.costs(month, by),
    queryFn: ({ signal }) => callRoute("getCosts", { query: { ...monthSpan(month), by } }, signal),
    placeholderData: keepPreviousData,
  });
  return { costs: query.data, error: query.error, retry: () => void query.refetch() };
}

/** A month at a glance. */
export function useCostSummary(month: string): CostSummary | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.costSummary(month),
    queryFn: ({ signal }) => callRoute("getCostSummary", { query: { month } }, signal),
    placeholderData: keepPreviousData,
  });
  return data;
}
