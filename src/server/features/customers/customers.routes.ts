import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { addAddress } from "./add-address.ts";
import { createCustomer } from "./create-customer.ts";
import { dismissSuggestion } from "./dismiss-suggestion.ts";
import { endAddress } from "./end-address.ts";
import { getCosts } from "./get-costs.ts";
import { getCustomer } from "./get-customer.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { separateAccount } from "./separate-account.ts";
import { unmergeCustomers } from "./unmerge-customers.ts";
import { updateAddress } from "./update-address.ts";
import { updateCustomer } from "./update-customer.ts";

type Names =
  | "createCustomer"
  | "getCustomer"
  | "updateCustomer"
  | "getCustomerCosts"
  | "dismissSuggestion"
  | "mergeCustomers"
  | "unmergeCustomers"
  | "separateAccount"
  | "addAddress"
  | "updateAddress"
  | "endAddress";

/** The people who are written to. */
export function customerRoutes(ctx: Context): Pick<Handlers, Names> {
  return {
    async createCustomer({ caller: { workspaceId }, body }) {
      return { status: 201, body: await createCustomer(ctx, { workspaceId, ...body }) };
    },
    async getCustomer({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: await getCustomer(ctx, { workspaceId, id }) };
    },
    async updateCustomer({ caller, params: { id }, body }) {
      return { status: 200, body: await updateCustomer(ctx, { caller, id, body }) };
    },
    async getCustomerCosts({ caller: { workspaceId }, params: { id: customerId }, query: { month } }) {
      return { status: 200, body: await getCosts(ctx, { workspaceId, customerId, month }) };
    },
    async dismissSuggestion({ caller, params: { id: customerId }, body: { customerId: otherId } }) {
      const { workspaceId, id: by } = caller;
      await dismissSuggestion(ctx, { workspaceId, customerId, otherId, by });
      return { status: 204 };
    },
    async mergeCustomers({ caller, params: { id }, body }) {
      return { status: 200, body: await mergeCustomers(ctx, { caller, id, ...body }) };
    },
    async unmergeCustomers({ caller, params: { id }, body: { otherId } }) {
      return { status: 200, body: await unmergeCustomers(ctx, { caller, id, otherId }) };
    },
    async separateAccount({ caller, params: { id }, body: { identityId } }) {
      return { status: 201, body: await separateAccount(ctx, { caller, id, identityId }) };
    },
    async addAddress({ caller: { workspaceId }, params: { id: customerId }, body: address }) {
      return { status: 201, body: await addAddress(ctx, { workspaceId, customerId, address }) };
    },
    async updateAddress({ caller: { workspaceId }, params: { id }, body: address }) {
      return { status: 200, body: await updateAddress(ctx, { workspaceId, id, address }) };
    },
    async endAddress({ caller: { workspaceId }, params: { id } }) {
      await endAddress(ctx, { workspaceId, id });
      return { status: 204 };
    },
  };
}
