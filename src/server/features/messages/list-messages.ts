import type { Message } from "#contract/messages.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { viewMessage } from "./message.view.ts";
import { findThreadId, listMessages as selectMessages } from "./messages.queries.ts";

const defaultLimit = 50;

/** One page of a thread, newest first. */
export async function listMessages(
  ctx: Context,
  input: {
    workspaceId: string;
    threadId: string;
    cursor: string | undefined;
    limit: number | undefined;
  },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  const { workspaceId, cursor, limit = defaultLimit } = input;
  const before = readCursor(cursor, "number");
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const threadId = await findThreadId(db, workspaceId, input.threadId);
    if (threadId === null) {
      throw new AppError("NOT_FOUND");
    }
    const found = await selectMessages(db, { workspaceId, threadId, before, limit });
    const { rows, nextCursor } = pageOf(found, limit, ({ sentAt, seq }) => ({
      at: sentAt,
      id: String(seq),
    }));
    return { items: rows.map(viewMessage), nextCursor };
  });
}
