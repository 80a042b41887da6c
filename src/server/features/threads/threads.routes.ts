import type { Context } from "../../context.ts";
import type { Presence } from "../../live/presence.ts";
import type { Handlers } from "../../routes.ts";
import { changeThreads } from "./change-threads.ts";
import { countThreads } from "./count-threads.ts";
import { getThread } from "./get-thread.ts";
import { listThreads } from "./list-threads.ts";
import { markPresence } from "./mark-presence.ts";
import { markThreadRead } from "./mark-thread-read.ts";
import { markThreadUnread } from "./mark-thread-unread.ts";
import { createTypingSigns } from "./show-typing.ts";
import { updateThread } from "./update-thread.ts";

/** The inbox. */
export function threadRoutes(
  ctx: Context,
  { presence }: { presence: Presence },
): Pick<
  Handlers,
  | "listThreads"
  | "countThreads"
  | "getThread"
  | "updateThread"
  | "changeThreads"
  | "markPresence"
  | "markThreadRead"
  | "markThreadUnread"
> {
  const showTyping = createTypingSigns(ctx);
  return {
    async listThreads({ caller: { workspaceId, id: callerId }, query }) {
      return { status: 200, body: await listThreads(ctx, { workspaceId, callerId, ...query }) };
    },
    async countThreads({ caller: { workspaceId, id: callerId }, query: { status } }) {
      return { status: 200, body: await countThreads(ctx, { workspaceId, callerId, status }) };
    },
    async getThread({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: await getThread(ctx, { workspaceId, id }) };
    },
    async updateThread({ caller, params: { id }, body }) {
      return { status: 200, body: await updateThread(ctx, { caller, change: { ...body, id } }) };
    },
    async changeThreads({ caller, body: { changes } }) {
      return { status: 200, body: { items: await changeThreads(ctx, { caller, changes }) } };
    },
    async markPresence({ caller, params: { id: threadId }, body: { state, channelKind } }) {
      const items = await markPresence(ctx, presence, { caller, threadId, state });
      if (state === "typing" && channelKind !== undefined) {
        showTyping({ workspaceId: caller.workspaceId, threadId, channelKind });
      }
      return { status: 200, body: { items } };
    },
    async markThreadUnread({ caller: { workspaceId }, params: { id } }) {
      await markThreadUnread(ctx, { workspaceId, id });
      return { status: 204 };
    },
    async markThreadRead({ caller: { workspaceId }, params: { id } }) {
      await markThreadRead(ctx, { workspaceId, id });
      return { status: 204 };
    },
  };
}
