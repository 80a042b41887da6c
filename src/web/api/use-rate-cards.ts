import { skipToken, useQuery } from "@tanstack/react-query";
import type { RateCardDetail, RateCardView } from "#contract/rate-cards.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** Every rate card, the youngest day first; undefined until they are loaded. */
export function useRateCards(): { cards: RateCardView[] | undefined; error: unknown; retry: () => void } {
  const query = useQuery({
    queryKey: queryKeys.rateCards,
    queryFn: ({ signal }) => callRoute("listRateCards", {}, signal),
  });
  return { cards: query.data?.items, error: query.error, retry: () => void query.refetch() };
}

/** A card with its rates; undefined while it is not chosen or not loaded. A card never changes. */
export function useRateCard(id: string | null): RateCardDetail | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.rateCard(id ?? ""),
    queryFn: id === null ? skipToken : ({ signal }) => callRoute("getRateCard", { params: { id } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Which card counts for messages of a currency on a day. */
export function countingCard(
  cards: readonly RateCardView[],
  { currency, date }: { currency: string; date: string },
): RateCardView | null {
  const counts = (card: RateCardView): boolean =>
    card.currency === currency && card.unit === "message" && !card.superseded && card.effectiveFrom <= date;
  return cards.find(counts) ?? null;
}
