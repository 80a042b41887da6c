import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { estimateMessage } from "./estimate-message.ts";
import { viewPrice } from "./price.view.ts";

/** Prices, before anything is sent. */
export function priceRoutes(ctx: Context): Pick<Handlers, "estimatePrice"> {
  return {
    async estimatePrice({ caller: { workspaceId }, body }) {
      const { threadId, channelId, identityId = null, kind, template = null } = body;
      const price = await estimateMessage(ctx, {
        workspaceId,
        threadId,
        channelId,
        identityId,
        kind,
        template,
      });
      return { status: 200, body: viewPrice(price) };
    },
  };
}
