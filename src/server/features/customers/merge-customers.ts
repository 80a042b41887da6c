import type { CustomerDetail } from "#contract/customers.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findCustomer } from "./customer-detail.queries.ts";
import { readCustomer } from "./get-customer.ts";
import { recordAbout } from "./record-about.ts";

/** A person says that two cards are one: the other one's thread and addresses go into this one's (N11). */
export function mergeCustomers(
  ctx: Context,
  input: { caller: Caller; id: string; otherId: string; version?: number | undefined },
): Promise<CustomerDetail> {
  const { caller, id, otherId, version } = input;
  const { workspaceId } = caller;
  if (id === otherId) {
    throw new AppError("INVALID_REQUEST", {
      fields: [{ field: "body.otherId", problem: "the same customer" }],
    });
  }
  return recordAbout(ctx, workspaceId, async (db) => {
    const into = await findCustomer(db, workspaceId, { id, isLocked: true });
    const from = await findCustomer(db, workspaceId, { id: otherId, isLocked: true });
    if (into === null || from === null) {
      throw new AppError("NOT_FOUND");
    }
    if (version !== undefined && into.version !== version) {
      throw new AppError("STALE_VERSION", { current: await readCustomer(db, workspaceId, id) });
    }
    return {
      fact: {
        type: "merged",
        workspaceId,
        threadId: into.threadId,
        fromThreadId: from.threadId,
        authorId: caller.id,
        at: ctx.now(),
      },
      answer: (db) => readCustomer(db, workspaceId, id),
    };
  });
}
