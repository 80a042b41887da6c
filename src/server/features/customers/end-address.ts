import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { type AddressColumns, findCurrentAddress } from "./customer-detail.queries.ts";
import { findThreadOfCustomer } from "./customers.queries.ts";
import { endAddressRows, forgetUnreachable } from "./edit-customer.queries.ts";

/** A phone or mail address no longer leads to the customer; what was written stays in the thread. */
export async function endAddress(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    const { address, threadId } = await findEditable(db, workspaceId, id);
    const { identityId, matchKey, customerId } = address;
    await endAddressRows(db, { workspaceId, identityId, matchKey, at: ctx.now() });
    await forgetUnreachable(db, { workspaceId, identityId });
    events.push({ kind: "customer.changed", threadId, customerId });
  });
}

/** A current address that people may change. The ids of WhatsApp's accounts are WhatsApp's to end. */
export async function findEditable(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<{ address: AddressColumns; threadId: string }> {
  const address = await findCurrentAddress(db, workspaceId, id);
  const threadId = address === null ? null : await findThreadOfCustomer(db, workspaceId, address.customerId);
  if (address === null || threadId === null) {
    throw new AppError("NOT_FOUND");
  }
  if (address.kind === "bsuid" || address.kind === "parent_bsuid") {
    throw new AppError("INVALID_REQUEST", {
      fields: [{ field: "params.id", problem: "not a phone or e-mail" }],
    });
  }
  return { address, threadId };
}
