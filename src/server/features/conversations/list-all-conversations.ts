import type { ConversationOfAll } from "#contract/conversations.ts";
import { labelOfUnnamed } from "#domain/customer-label.ts";
import { epochOf } from "#domain/pricing.ts";
import { type Instant, localDate } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { listAllPage, type OwnedColumns } from "./all-conversations.queries.ts";
import { viewConversation } from "./conversation.view.ts";
import { type FilterQuery, readFilters } from "./read-filters.ts";

const defaultLimit = 50;

/** One page of everybody's conversations, newest first. */
export function listAllConversations(
  ctx: Context,
  {
    cursor,
    limit = defaultLimit,
    ...query
  }: FilterQuery & { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: ConversationOfAll[]; nextCursor: string | null }> {
  const before = readCursor(cursor);
  return withWorkspaces(ctx.db, [query.workspaceId], async (db) => {
    const { filters } = await readFilters(ctx, db, query);
    const found = await listAllPage(db, filters, { before, limit });
    const { rows, nextCursor } = pageOf(found, limit, ({ startsAt, id }) => ({ at: startsAt, id }));
    return { items: rows.map((row) => viewOwned(row, ctx.now())), nextCursor };
  });
}

function viewOwned(row: OwnedColumns, now: Instant): ConversationOfAll {
  const { threadId, customerId, customerName, startsAt, timeZone } = row;
  return {
    ...viewConversation(row, now),
    threadId,
    customer: { id: customerId, name: customerName ?? labelOfUnnamed(row) },
    rules: epochOf(localDate(startsAt, timeZone)),
  };
}
