import { useQuery } from "@tanstack/react-query";
import type { Estimate } from "#contract/prices.ts";
import { callRoute, type RouteInput } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** What is asked of the price list. */
export type EstimateBody = RouteInput<"estimatePrice">["body"];

/**
 * The price of what is about to be sent; null while it is on its way or when nothing is asked. It is asked again when
 * the state of the window changes, because that may change the price.
 */
export function useEstimate(body: EstimateBody | null, windowState: string | null): Estimate | null {
  const { data } = useQuery({
    queryKey: body === null ? queryKeys.estimates : queryKeys.estimate(body, windowState),
    queryFn: ({ signal }): Promise<Estimate> => callRoute("estimatePrice", { body: body ?? never() }, signal),
    enabled: body !== null,
    staleTime: 60_000,
  });
  return body === null ? null : (data ?? null);
}

function never(): never {
  throw new Error("A price is only asked for something.");
}
