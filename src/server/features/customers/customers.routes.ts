import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { addAddress } from "./add-address.ts";
import { createCustomer } from "./create-customer.ts";
import { dismissSuggestion } from "./dismiss-suggestion.ts";
import { endAddress } from "./end-address.ts";
import { getCosts } from "./get-costs.ts";
import { getCustomer } from "./get-customer.ts";
import { updateAddress } from "./update-address.ts";
import { updateCustomer } from "./update-customer.ts";

type Names =
  | "createCustomer"
  | "getCustomer"
  | "updateCustomer"
  | "getCustomerCosts"
  | "dismissSuggestion"
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
    async updateCustomer({ caller: { workspaceId }, params: { id }, body }) {
      return { status: 200, body: await updateCustomer(ctx, { workspaceId, id, body }) };
    },
    async getCustomerCosts({ caller: { workspaceId }, params: { id: customerId }, query: { month } }) {
      return { status: 200, body: await getCosts(ctx, { workspaceId, customerId, month }) };
    },
    async dismissSuggestion({ caller, params: { id: customerId }, body: { customerId: otherId } }) {
      const { workspaceId, id: by } = caller;
      await dismissSuggestion(ctx, { workspaceId, customerId, otherId, by });
      return { status: 204 };
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
