import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { dismissPair } from "./customer-detail.queries.ts";
import { findThreadOfCustomer } from "./customers.queries.ts";

/** A person says that two cards are not the same person; both screens forget the suggestion. */
export async function dismissSuggestion(
  ctx: Context,
  input: { workspaceId: string; customerId: string; otherId: string; by: string },
): Promise<void> {
  const { workspaceId, customerId, otherId, by } = input;
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    if (!(await dismissPair(db, { workspaceId, customerId, otherId, by, at: ctx.now() }))) {
      throw new AppError("NOT_FOUND");
    }
    for (const id of [customerId, otherId]) {
      const threadId = await findThreadOfCustomer(db, workspaceId, id);
      if (threadId !== null) {
        events.push({ kind: "customer.changed", threadId, customerId: id });
      }
    }
  });
}
