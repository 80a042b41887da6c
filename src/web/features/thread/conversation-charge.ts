import type { Message } from "#contract/messages.ts";
import { conversationCost } from "#domain/conversation-cost.ts";
import { formatMillionths, parseMillionths } from "#domain/money.ts";

/** What a conversation cost so far, as one charge; null when none of its messages has any. */
export function conversationCharge(messages: readonly Message[]): Message["charge"] | null {
  const charges = messages.flatMap(({ charge }) =>
    charge === undefined || charge.state === "dropped" ? [] : [charge],
  );
  const [first] = charges;
  if (first === undefined) {
    return null;
  }
  const sum = conversationCost(
    charges.map(({ amount }) => (amount === null ? null : parseMillionths(amount))),
  );
  const isConfirmed = charges.every(({ state }) => state === "confirmed");
  return {
    ...first,
    amount: sum === null ? null : formatMillionths(sum),
    state: isConfirmed ? "confirmed" : "estimated",
  };
}
