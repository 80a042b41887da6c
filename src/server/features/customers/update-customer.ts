import type { CustomerDetail, UpdateCustomerBody } from "#contract/customers.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findCustomer } from "./customer-detail.queries.ts";
import { writeCustomer, writeWish } from "./edit-customer.queries.ts";
import { readCustomer } from "./get-customer.ts";

/** Changes name, language, notes or the wish about marketing, blocks or unblocks, unless somebody else changed the customer since `version`. */
export async function updateCustomer(
  ctx: Context,
  { caller, id, body }: { caller: Caller; id: string; body: UpdateCustomerBody },
): Promise<CustomerDetail> {
  const { workspaceId } = caller;
  return editWorkspace(ctx, workspaceId, async (db, events, facts) => {
    const before = await findCustomer(db, workspaceId, { id, isLocked: true });
    if (before === null) {
      throw new AppError("NOT_FOUND");
    }
    if (before.version !== body.version) {
      throw new AppError("STALE_VERSION", { current: await readCustomer(db, workspaceId, id) });
    }
    const { name = before.name, language = before.language, notes = before.notes, blocked } = body;
    const isBlocked = blocked ?? before.blockedAt !== null;
    const edit = { name, language, notes, blockedAt: isBlocked ? (before.blockedAt ?? ctx.now()) : null };
    await writeCustomer(db, { workspaceId, id, edit });
    const { marketingStopped } = body;
    if (marketingStopped !== undefined && marketingStopped !== (before.marketingStoppedAt !== null)) {
      const at = ctx.now();
      await writeWish(db, { workspaceId, id, isStop: marketingStopped, at });
      const lines = [{ work: marketingStopped ? "marketing-stopped" : "marketing-resumed" }];
      facts.push({ type: "worked", workspaceId, threadId: before.threadId, authorId: caller.id, at, lines });
    }
    events.push({ kind: "customer.changed", threadId: before.threadId, customerId: id });
    return readCustomer(db, workspaceId, id);
  });
}
