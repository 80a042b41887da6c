import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { listMessages } from "./list-messages.ts";
import { resendMessage } from "./resend-message.ts";
import { sendMessage } from "./send-message.ts";
import { withdrawMessage } from "./withdraw-message.ts";

/** What a thread holds, and what is sent. */
export function messageRoutes(
  ctx: Context,
): Pick<Handlers, "listMessages" | "sendMessage" | "resendMessage" | "withdrawMessage"> {
  return {
    async listMessages({ caller: { workspaceId }, params: { id }, query: { cursor, limit } }) {
      return { status: 200, body: await listMessages(ctx, { workspaceId, threadId: id, cursor, limit }) };
    },
    async sendMessage({ caller, params: { id }, body }) {
      return sendMessage(ctx, { caller, threadId: id, body });
    },
    async resendMessage({ caller, params: { id }, body: { clientId } }) {
      return resendMessage(ctx, { caller, messageId: id, clientId });
    },
    async withdrawMessage({ caller, params: { id } }) {
      return { status: 200, body: await withdrawMessage(ctx, { caller, messageId: id }) };
    },
  };
}
