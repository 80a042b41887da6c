import type { ConversationCounts } from "#contract/conversations.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { countKinds } from "./all-conversations.queries.ts";
import { type FilterQuery, readFilters } from "./read-filters.ts";

/** How many conversations started in a span, by who started them, category and state. */
export function countConversations(ctx: Context, query: FilterQuery): Promise<ConversationCounts> {
  return withWorkspaces(ctx.db, [query.workspaceId], async (db) => {
    const { filters, from, to } = await readFilters(ctx, db, query);
    return { from, to, items: await countKinds(db, filters) };
  });
}
