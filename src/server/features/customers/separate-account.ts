import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { findCustomer, listAccounts } from "./customer-detail.queries.ts";
import { recordAbout } from "./record-about.ts";

/** A person says that one account of a customer is somebody else: it becomes a customer of its own (N4). */
export function separateAccount(
  ctx: Context,
  { caller, id, identityId }: { caller: Caller; id: string; identityId: string },
): Promise<{ id: string; threadId: string }> {
  const { workspaceId } = caller;
  return recordAbout(ctx, workspaceId, async (db) => {
    const customer = await findCustomer(db, workspaceId, { id, isLocked: true });
    const accounts = await listAccounts(db, workspaceId, id);
    if (customer === null || accounts.every((account) => account.id !== identityId)) {
      throw new AppError("NOT_FOUND");
    }
    if (accounts.length === 1) {
      const fields = [{ field: "body.identityId", problem: "the only account of the customer" }];
      throw new AppError("INVALID_REQUEST", { fields });
    }
    const made = { id: newId(), threadId: newId() };
    return {
      fact: {
        type: "separated",
        workspaceId,
        threadId: customer.threadId,
        identityId,
        newCustomerId: made.id,
        newThreadId: made.threadId,
        authorId: caller.id,
        at: ctx.now(),
      },
      answer: async () => made,
    };
  });
}
