import type { ConversationItem } from "#contract/customers.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { viewConversation } from "./conversation.view.ts";
import { findThreadId, listPage } from "./conversations.queries.ts";

const defaultLimit = 10;

/** One page of a thread's conversations, newest first. */
export function listConversations(
  ctx: Context,
  input: { workspaceId: string; id: string; cursor: string | undefined; limit: number | undefined },
): Promise<{ items: ConversationItem[]; nextCursor: string | null }> {
  const { workspaceId, id, cursor, limit = defaultLimit } = input;
  const before = readCursor(cursor);
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const threadId = await findThreadId(db, workspaceId, id);
    if (threadId === null) {
      throw new AppError("NOT_FOUND");
    }
    const found = await listPage(db, { workspaceId, threadId, before, limit });
    const { rows, nextCursor } = pageOf(found, limit, ({ startsAt, id }) => ({ at: startsAt, id }));
    const now = ctx.now();
    return { items: rows.map((row) => viewConversation(row, now)), nextCursor };
  });
}
