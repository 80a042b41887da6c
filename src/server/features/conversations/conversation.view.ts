import type { ConversationItem } from "#contract/customers.ts";
import { conversationCost } from "#domain/conversation-cost.ts";
import { conversationStateAt } from "#domain/conversation-state.ts";
import { formatMillionths } from "#domain/money.ts";
import type { Instant } from "#domain/time.ts";
import type { ConversationColumns } from "./conversations.queries.ts";

/** A conversation with its cost, null while nothing of it has a charge (K14). */
export function viewConversation(row: ConversationColumns, now: Instant): ConversationItem {
  const { id, channelId, identityId, startedBy, category, startsAt, endsAt, provisional, messages } = row;
  return {
    id,
    channelId,
    identityId,
    startedBy,
    category,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    confirmed: !provisional,
    state: conversationStateAt(row, now),
    messages,
    cost: viewCost(row),
  };
}

function viewCost({ amounts, currency, isConfirmed }: ConversationColumns): ConversationItem["cost"] {
  if (amounts === null || amounts.length === 0 || currency === null) {
    return null;
  }
  const amount = conversationCost(amounts);
  return {
    amount: amount === null ? null : formatMillionths(amount),
    currency,
    state: isConfirmed === true ? "confirmed" : "estimated",
  };
}
