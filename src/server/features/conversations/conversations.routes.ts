import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { listConversations } from "./list-conversations.ts";

/** The 24-hour periods of a thread, which never decide what may be typed. */
export function conversationRoutes(ctx: Context): Pick<Handlers, "listConversations"> {
  return {
    async listConversations({ caller: { workspaceId }, params: { id }, query: { cursor, limit } }) {
      return { status: 200, body: await listConversations(ctx, { workspaceId, id, cursor, limit }) };
    },
  };
}
