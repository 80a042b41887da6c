import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ConversationItem, CustomerCosts, CustomerDetail } from "#contract/customers.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { callRoute, type RouteAnswer } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";

/** Whatever makes the thread be read again renews its customer, costs and conversations. */
export const panelKeys = {
  customer: (threadId: string) => [...queryKeys.besideThread(threadId), "customer"],
  costs: (threadId: string) => [...queryKeys.besideThread(threadId), "costs"],
  conversations: (threadId: string) => [...queryKeys.besideThread(threadId), "conversations"],
};

/** The customer of a thread, with addresses and suggestions. */
export function useCustomer({ id, customer }: ThreadDetail) {
  return useQuery({
    queryKey: panelKeys.customer(id),
    queryFn: ({ signal }): Promise<CustomerDetail> =>
      callRoute("getCustomer", { params: { id: customer.id } }, signal),
  });
}

/** What the customer's messages cost in the running month. */
export function useCosts({ id, customer }: ThreadDetail) {
  return useQuery({
    queryKey: panelKeys.costs(id),
    queryFn: ({ signal }): Promise<CustomerCosts> =>
      callRoute("getCustomerCosts", { params: { id: customer.id }, query: {} }, signal),
  });
}

const pageSize = 5;

/** The thread's conversations, newest first, a few at a time. */
export function useConversations({ id }: ThreadDetail) {
  const query = useInfiniteQuery({
    queryKey: panelKeys.conversations(id),
    queryFn: ({ pageParam, signal }): Promise<RouteAnswer<"listConversations">> =>
      callRoute(
        "listConversations",
        { params: { id }, query: { limit: pageSize, cursor: pageParam ?? undefined } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const conversations: ConversationItem[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return { ...query, conversations };
}
