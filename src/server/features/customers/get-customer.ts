import type { CustomerDetail } from "#contract/customers.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { viewCustomer } from "./customer.view.ts";
import * as queries from "./customer-detail.queries.ts";
import { listMerged } from "./merge.queries.ts";

/** One customer with addresses, where messages to them go, and who else they may be. */
export function getCustomer(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<CustomerDetail> {
  return withWorkspaces(ctx.db, [workspaceId], (db) => readCustomer(db, workspaceId, id));
}

/** The same inside a transaction. */
export async function readCustomer(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<CustomerDetail> {
  const customer = await queries.findCustomer(db, workspaceId, { id, isLocked: false });
  if (customer === null) {
    throw new AppError("NOT_FOUND");
  }
  return viewCustomer(customer, {
    accounts: await queries.listAccounts(db, workspaceId, id),
    addresses: await queries.listAllAddresses(db, workspaceId, id),
    deliveries: await queries.listLastDeliveries(db, workspaceId, customer.threadId),
    suggestions: await queries.listSuggestions(db, workspaceId, id),
    merged: await listMerged(db, workspaceId, id),
    portfolio: await queries.findPortfolio(db, workspaceId),
  });
}
