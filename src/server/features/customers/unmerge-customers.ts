import type { CustomerDetail } from "#contract/customers.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findCustomer } from "./customer-detail.queries.ts";
import { readCustomer } from "./get-customer.ts";
import { findTakenIn } from "./merge.queries.ts";
import { recordAbout } from "./record-about.ts";

/** A person takes a merge back, whoever made it: the other card is there again, with its history and addresses (N11). */
export function unmergeCustomers(
  ctx: Context,
  { caller, id, otherId }: { caller: Caller; id: string; otherId: string },
): Promise<CustomerDetail> {
  const { workspaceId } = caller;
  return recordAbout(ctx, workspaceId, async (db) => {
    const into = await findCustomer(db, workspaceId, { id, isLocked: true });
    const fromThreadId = await findTakenIn(db, workspaceId, { customerId: otherId, intoId: id });
    if (into === null || fromThreadId === null) {
      throw new AppError("NOT_FOUND");
    }
    return {
      fact: {
        type: "unmerged",
        workspaceId,
        threadId: into.threadId,
        fromThreadId,
        authorId: caller.id,
        at: ctx.now(),
      },
      answer: (db) => readCustomer(db, workspaceId, id),
    };
  });
}
