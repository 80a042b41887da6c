import type { ThreadItem, ThreadStatus, ThreadView } from "#contract/threads.ts";
import type { Context } from "../../context.ts";
import { readWorkspaces, type Transaction } from "../../db/connect.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { viewThread } from "./thread.view.ts";
import { listThreads as selectThreads, usualLimit } from "./thread-list.queries.ts";
import { listWindowChannels } from "./threads.queries.ts";
import { windowKindsOf } from "./window-kinds.ts";

/** One page of a view of the inbox. */
export async function listThreads(
  ctx: Context,
  input: {
    workspaceId: string;
    callerId: string;
    view?: ThreadView | undefined;
    status?: ThreadStatus | undefined;
    tag?: string | undefined;
    ids?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<{ items: ThreadItem[]; nextCursor: string | null }> {
  const { workspaceId, callerId, view = "all", status = null, cursor } = input;
  const tagId = input.tag ?? null;
  const ids = input.ids?.split(",") ?? null;
  const limit = input.limit ?? ids?.length ?? usualLimit;
  const after = readCursor(cursor);
  const now = ctx.now();
  const windowKinds = windowKindsOf(ctx);
  return readWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [windowChannels, found] = await Promise.all([
      listWindowChannels(db, workspaceId, windowKinds),
      selectThreads(db, { workspaceId, windowKinds, view, status, tagId, callerId, ids, after, limit, now }),
    ]);
    const { rows, nextCursor } = pageOf(found, limit, ({ sortedBy, id }) => ({ at: sortedBy, id }));
    return { items: rows.map((row) => viewThread(row, now, windowChannels)), nextCursor };
  });
}

/** These threads as the list shows them, the most recent first, inside a transaction. */
export async function readThreads(
  ctx: Context,
  db: Transaction,
  { workspaceId, callerId, ids }: { workspaceId: string; callerId: string; ids: readonly string[] },
): Promise<ThreadItem[]> {
  const now = ctx.now();
  const windowKinds = windowKindsOf(ctx);
  const all = { view: "all", status: null, tagId: null, after: null, limit: ids.length } as const;
  const [windowChannels, rows] = await Promise.all([
    listWindowChannels(db, workspaceId, windowKinds),
    selectThreads(db, { workspaceId, windowKinds, callerId, ids, now, ...all }),
  ]);
  return rows.map((row) => viewThread(row, now, windowChannels));
}
