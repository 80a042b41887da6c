import type { CustomerCosts } from "#contract/customers.ts";
import { monthBounds } from "#domain/month.ts";
import { localMonth } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { listBillingZones, sumCosts } from "./costs.queries.ts";
import { viewCosts } from "./costs.view.ts";
import { findThreadOfCustomer } from "./customers.queries.ts";

/** What WhatsApp charges for a customer's messages in a month, each number's by the time zone of its account. */
export function getCosts(
  ctx: Context,
  input: { workspaceId: string; customerId: string; month: string | undefined },
): Promise<CustomerCosts> {
  const { workspaceId, customerId } = input;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const threadId = await findThreadOfCustomer(db, workspaceId, customerId);
    if (threadId === null) {
      throw new AppError("NOT_FOUND");
    }
    const now = ctx.now();
    const zones = await listBillingZones(db, workspaceId);
    const months = zones.map(({ id, timeZone }) => ({
      channelId: id,
      ...monthBounds(input.month ?? localMonth(now, timeZone)),
    }));
    const month = input.month ?? localMonth(now, zones[0]?.timeZone ?? "UTC");
    return viewCosts(month, await sumCosts(db, { workspaceId, threadId, months }));
  });
}
