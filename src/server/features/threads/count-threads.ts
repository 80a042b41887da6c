import { mostCounted, type ThreadCounts, type ThreadStatus, threadStatus } from "#contract/threads.ts";
import { windowMs } from "#domain/window.ts";
import { soonOverMs } from "#domain/window-left.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { countThreads as selectCounts } from "./thread-list.queries.ts";

const nothing: ThreadCounts = {
  all: 0,
  mine: 0,
  unassigned: 0,
  mentions: 0,
  unanswered: 0,
  closing: 0,
  closingSoon: 0,
  lost: 0,
};

/** How many threads each view has, of one status or of all. */
export async function countThreads(
  ctx: Context,
  input: { workspaceId: string; callerId: string; status: ThreadStatus | undefined },
): Promise<ThreadCounts> {
  const { workspaceId, callerId, status } = input;
  const opensAfter = ctx.now() - windowMs;
  const counts = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    selectCounts(db, {
      workspaceId,
      callerId,
      statuses: status === undefined ? threadStatus.options : [status],
      opensAfter,
      closesSoonBefore: opensAfter + soonOverMs,
      most: mostCounted,
    }),
  );
  const { all, mine, unassigned, mentions, unanswered, closing, closingSoon, lost } = counts ?? nothing;
  return { all, mine, unassigned, mentions, unanswered, closing, closingSoon, lost };
}
