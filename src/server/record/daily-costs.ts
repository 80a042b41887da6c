import type { Draft } from "./draft.ts";
import type { ChargeRow, DailyCostRow, MessageRow } from "./rows.ts";

/** Stands for nobody: a rule of ours, or a program without a key of its own. */
export const nobodyId = "00000000-0000-0000-0000-000000000000";

/** Adds a ledger line to the sums of its day, or takes one away that another follows. Dropped lines are no cost. */
export function countDailyCost(draft: Draft, message: MessageRow, line: ChargeRow, by: 1 | -1): void {
  if (line.state === "dropped" || message.channelId === null) {
    return;
  }
  const sum: DailyCostRow = {
    workspaceId: line.workspaceId,
    day: line.day,
    channelId: message.channelId,
    currency: line.currency,
    state: line.state,
    category: line.category,
    pricingType: line.pricingType,
    market: line.market ?? "",
    template: message.template?.name ?? "",
    authorId: message.authorId ?? nobodyId,
    automatic: message.automatic,
    messages: 0,
    unpriced: 0,
    amount: 0,
  };
  const key = JSON.stringify(Object.values(sum));
  const before = draft.dailyCosts.get(key) ?? sum;
  draft.dailyCosts.set(key, {
    ...before,
    messages: before.messages + by,
    unpriced: before.unpriced + (line.amount === null ? by : 0),
    amount: before.amount + (line.amount ?? 0) * by,
  });
}
