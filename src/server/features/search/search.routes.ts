import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { search } from "./search.ts";

/** Finding people and messages. */
export function searchRoutes(ctx: Context): Pick<Handlers, "search"> {
  return {
    async search({ caller: { workspaceId, id: callerId }, query }) {
      return { status: 200, body: await search(ctx, { workspaceId, callerId, ...query }) };
    },
  };
}
