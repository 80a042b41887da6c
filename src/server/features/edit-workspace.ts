import type { LiveEvent } from "#contract/events.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { appendEvents } from "../record/append-events.ts";
import { lockWorkspaces } from "../record/load.queries.ts";

/**
 * A plain edit: takes the workspace's counter row first, as every writer of events does, runs `work`, appends the
 * events that it pushes, and rings once all of it is committed.
 */
export async function editWorkspace<Result>(
  ctx: Context,
  workspaceId: string,
  work: (db: Transaction, events: LiveEvent[]) => Promise<Result>,
): Promise<Result> {
  const events: LiveEvent[] = [];
  const result = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    if (workspace === undefined) {
      throw new AppError("NOT_FOUND");
    }
    const result = await work(db, events);
    if (events.length > 0) {
      appendEvents(db, { workspace, events, now: ctx.now() });
    }
    return result;
  });
  if (events.length > 0) {
    ctx.doorbell.ring([{ what: "events", workspaceId }]);
  }
  return result;
}
