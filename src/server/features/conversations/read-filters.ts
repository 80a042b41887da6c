import type { ConversationState } from "#domain/conversation-state.ts";
import { addDays, instantAt } from "#domain/local-instant.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { findTimeZone, readSpan } from "../costs/read-span.ts";
import type { ConversationFilters } from "./all-conversations.queries.ts";

/** What somebody asks for. */
export type FilterQuery = {
  workspaceId: string;
  from?: string | undefined;
  to?: string | undefined;
  startedBy?: string | undefined;
  category?: string | undefined;
  channelId?: string | undefined;
  state?: ConversationState | undefined;
};

/** The filters with the span's moments, by the same calendar as costs; beside them its dates. */
export async function readFilters(
  ctx: Context,
  db: Transaction,
  { workspaceId, startedBy, state, ...query }: FilterQuery,
): Promise<{ filters: ConversationFilters; from: string; to: string }> {
  const { from, to, channelId, category } = await readSpan(ctx, db, { workspaceId, query });
  const timeZone = await findTimeZone(db, workspaceId);
  const filters = {
    workspaceId,
    from: instantAt(from, "00:00", timeZone),
    to: instantAt(addDays(to, 1), "00:00", timeZone),
    startedBy: startedBy ?? null,
    category,
    channelId,
    state: state ?? null,
    now: ctx.now(),
  };
  return { filters, from, to };
}
