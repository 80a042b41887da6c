import type { ThreadItem, ThreadView } from "#contract/threads.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { viewThread } from "./thread.view.ts";
import { listWindowChannels, listThreads as selectThreads } from "./threads.queries.ts";
import { windowKindsOf } from "./window-kinds.ts";

const defaultLimit = 50;

/** One page of a view of the inbox. */
export async function listThreads(
  ctx: Context,
  input: {
    workspaceId: string;
    callerId: string;
    view: ThreadView | undefined;
    cursor: string | undefined;
    limit: number | undefined;
  },
): Promise<{ items: ThreadItem[]; nextCursor: string | null }> {
  const { workspaceId, callerId, view = "all", cursor, limit = defaultLimit } = input;
  const after = readCursor(cursor);
  const now = ctx.now();
  const windowKinds = windowKindsOf(ctx);
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const windowChannels = await listWindowChannels(db, workspaceId, windowKinds);
    const found = await selectThreads(db, { workspaceId, windowKinds, view, callerId, after, limit, now });
    const { rows, nextCursor } = pageOf(found, limit, ({ sortedBy, id }) => ({ at: sortedBy, id }));
    return { items: rows.map((row) => viewThread(row, now, windowChannels)), nextCursor };
  });
}
