import { useMutation, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import { type CustomerDetail, customerDetail, type UpdateCustomerBody } from "#contract/customers.ts";
import { ApiError, codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { panelKeys } from "./use-customer.ts";

/** Edits the customer; what somebody else changed in between is shown instead of overwritten. */
export function useEditCustomer({ id, threadId, version }: CustomerDetail) {
  const words = useWords();
  const queryClient = useQueryClient();
  const take = (customer: CustomerDetail): unknown =>
    queryClient.setQueryData(panelKeys.customer(threadId), customer);
  return useMutation({
    mutationFn: (change: Omit<UpdateCustomerBody, "version">) =>
      callRoute("updateCustomer", { params: { id }, body: { version, ...change } }),
    onSuccess: take,
    onError: (error) => {
      const current = z.safeParse(
        customerDetail,
        error instanceof ApiError ? error.details.current : undefined,
      );
      if (current.success) {
        take(current.data);
      }
      void notify(
        words(codeOf(error) === "STALE_VERSION" ? "panel.changedMeanwhile" : `error.${codeOf(error)}`),
      );
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.thread(threadId) });
      await queryClient.invalidateQueries({ queryKey: queryKeys.threads });
    },
  });
}
