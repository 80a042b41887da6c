import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { getThread } from "./get-thread.ts";
import { listThreads } from "./list-threads.ts";
import { markThreadRead } from "./mark-thread-read.ts";
import { updateThread } from "./update-thread.ts";

/** The inbox. */
export function threadRoutes(
  ctx: Context,
): Pick<Handlers, "listThreads" | "getThread" | "updateThread" | "markThreadRead"> {
  return {
    async listThreads({ caller: { workspaceId, id: callerId }, query: { view, cursor, limit } }) {
      return { status: 200, body: await listThreads(ctx, { workspaceId, callerId, view, cursor, limit }) };
    },
    async getThread({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: await getThread(ctx, { workspaceId, id }) };
    },
    async updateThread({ caller: { workspaceId }, params: { id }, body }) {
      return { status: 200, body: await updateThread(ctx, { workspaceId, id, ...body }) };
    },
    async markThreadRead({ caller: { workspaceId }, params: { id } }) {
      await markThreadRead(ctx, { workspaceId, id });
      return { status: 204 };
    },
  };
}
