import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { addAddress } from "./add-address.ts";
import { createCustomer } from "./create-customer.ts";

/** The people who are written to. */
export function customerRoutes(ctx: Context): Pick<Handlers, "createCustomer" | "addAddress"> {
  return {
    async createCustomer({ caller: { workspaceId }, body }) {
      return { status: 201, body: await createCustomer(ctx, { workspaceId, ...body }) };
    },
    async addAddress({ caller: { workspaceId }, params: { id: customerId }, body: address }) {
      return { status: 201, body: await addAddress(ctx, { workspaceId, customerId, address }) };
    },
  };
}
