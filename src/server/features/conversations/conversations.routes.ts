import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { countConversations } from "./count-conversations.ts";
import { listAllConversations } from "./list-all-conversations.ts";
import { listConversations } from "./list-conversations.ts";

/** The 24-hour periods of a thread, which never decide what may be typed. */
export function conversationRoutes(
  ctx: Context,
): Pick<Handlers, "listConversations" | "listAllConversations" | "countConversations"> {
  return {
    async listAllConversations({ caller: { workspaceId }, query }) {
      return { status: 200, body: await listAllConversations(ctx, { workspaceId, ...query }) };
    },
    async countConversations({ caller: { workspaceId }, query }) {
      return { status: 200, body: await countConversations(ctx, { workspaceId, ...query }) };
    },
    async listConversations({ caller: { workspaceId }, params: { id }, query: { cursor, limit } }) {
      return { status: 200, body: await listConversations(ctx, { workspaceId, id, cursor, limit }) };
    },
  };
}
