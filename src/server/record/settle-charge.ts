import { type AttemptState, reachedAt } from "#domain/delivery-status.ts";
import { type ChargeEntry, entriesFor, withKnownRate } from "#domain/ledger.ts";
import { usesAllowance } from "#domain/pricing.ts";
import type { RateCard } from "#domain/rate-cards.ts";
import { volumeKeyOf, volumePosition } from "#domain/volume.ts";
import { wasOpenAt } from "#domain/window.ts";
import { countDailyCost } from "./daily-costs.ts";
import { addRow, changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { priceRecipient } from "./price-recipient.ts";
import { publish } from "./publish.ts";
import type { ChannelRow, ChargeRow, MessageRow } from "./rows.ts";
import { isFree } from "./settle-free-entry.ts";
import { countVolume, volumeFacts } from "./volumes.ts";

/** Appends the ledger line that the message's new state asks for, if any: estimated, confirmed or dropped. */
export function settleCharge(draft: Draft, env: RecordEnv, messageId: string, state: AttemptState): void {
  const message = draft.messages.rows.get(messageId);
  const channel = draft.channels.get(message?.channelId ?? "");
  if (
    message === undefined ||
    channel === undefined ||
    message.status === "received" ||
    message.status === "noted"
  ) {
    return;
  }
  const last = draft.charges.get(messageId);
  const recipient = priceRecipient(draft, message.identityId);
  if (recipient === null || (message.attemptAt === null && last === undefined)) {
    return;
  }
  const { openings } = pairOf(draft, channel.id, message.identityId ?? "");
  const entries = entriesFor({
    kind: chargeKind(message),
    state,
    reported: message.reportedPricing ?? { sent: null, reached: null },
    price: {
      category: message.category ?? "service",
      timeZone: channel.timeZone,
      currency: channel.currency ?? draft.workspace.currency,
      recipient,
      windowOpen: {
        atAttempt: message.windowOpenAtAttempt ?? false,
        atDelivery: wasOpenAt(openings, reachedAt(state) ?? message.attemptAt ?? env.now),
      },
      freeEntryOpen: isFree(draft, message),
      allowanceUsed: allowanceUsed(draft, channel.id, last ?? null),
      conversation:
        message.conversationId === null || message.conversationId === message.id ? "opener" : "joined",
      cards: cardsOf(draft, env),
      volume: volumeFacts(draft, channel.portfolio, last ?? null),
      settings: { utilityWindow: draft.workspace.utilityWindow },
    },
    last: last === undefined ? null : toEntry(last),
  });
  for (const entry of entries) {
    append(draft, env, { message, entry, channel });
  }
}

/** Prices a message by a card that was imported since; what was charged by another card keeps it (M13). */
export function settleKnownRate(draft: Draft, env: RecordEnv, messageId: string): void {
  const message = draft.messages.rows.get(messageId);
  const channel = draft.channels.get(message?.channelId ?? "");
  const last = draft.charges.get(messageId);
  if (message === undefined || channel === undefined || last === undefined) {
    return;
  }
  const key = volumeKeyOf({ ...last, type: last.pricingType });
  const at = message.deliveredAt ?? message.readAt ?? message.playedAt ?? message.attemptAt ?? env.now;
  const position = key === null ? 1 : volumePosition(volumeFacts(draft, channel.portfolio, last), key, at);
  const entry = withKnownRate(toEntry(last), { cards: cardsOf(draft, env), position });
  if (entry !== null) {
    append(draft, env, { message, entry, channel });
    const { threadId, status } = message;
    publish(draft, { kind: "message.changed", threadId, messageId, status });
  }
}

function cardsOf({ cards }: Draft, env: RecordEnv): readonly RateCard[] {
  return cards.length === 0 ? env.cards : [...env.cards, ...cards];
}

function chargeKind(message: MessageRow): "template" | "email" | "reaction" | "free-text" {
  switch (message.kind) {
    case "template":
    case "email":
    case "reaction":
      return message.kind;
    default:
      return "free-text";
  }
}

/** Free texts of the number by month, this message left out (M12). */
function allowanceUsed(draft: Draft, channelId: string, last: ChargeRow | null): Record<string, number> {
  const used: Record<string, number> = {};
  for (const row of draft.allowances.rows.values()) {
    if (row.channelId === channelId) {
      used[row.month] = row.confirmed + row.estimated;
    }
  }
  const own = last === null ? null : monthCounted(last);
  if (own !== null) {
    used[own] = Math.max(0, (used[own] ?? 0) - 1);
  }
  return used;
}

/** The month in which a ledger line uses one of the free texts; null when it uses none. */
function monthCounted(row: ChargeRow): string | null {
  const uses = row.state !== "dropped" && usesAllowance({ ...toEntry(row), day: row.day });
  return uses ? row.day.slice(0, 7) : null;
}

function toEntry(row: ChargeRow): ChargeEntry {
  const { state, amount, currency, category, market, marketAssumed, card, source, reason, day } = row;
  const priced = { state, amount, currency, category, type: row.pricingType, market, marketAssumed };
  return { ...priced, card, source, reason, day };
}

function append(
  draft: Draft,
  env: RecordEnv,
  { message, entry, channel }: { message: MessageRow; entry: ChargeEntry; channel: ChannelRow },
): void {
  const last = draft.charges.get(message.id);
  const { state, amount, currency, category, market, marketAssumed, card, source, reason, day } = entry;
  const row: ChargeRow = {
    workspaceId: message.workspaceId,
    messageId: message.id,
    entry: (last?.entry ?? 0) + 1,
    state,
    amount,
    currency,
    category,
    pricingType: entry.type,
    market,
    marketAssumed,
    card,
    source,
    reason,
    day,
    recordedAt: env.now,
  };
  draft.charges.set(message.id, row);
  draft.newCharges.push(row);
  if (last !== undefined) {
    countAllowance(draft, channel.id, last, -1);
    countVolume(draft, channel.portfolio, last, -1);
    countDailyCost(draft, message, last, -1);
  }
  countAllowance(draft, channel.id, row, 1);
  countVolume(draft, channel.portfolio, row, 1);
  countDailyCost(draft, message, row, 1);
}

function countAllowance(draft: Draft, channelId: string, row: ChargeRow, by: 1 | -1): void {
  const month = monthCounted(row);
  if (month === null || row.state === "dropped") {
    return;
  }
  const key = keyOf(channelId, month);
  if (!draft.allowances.rows.has(key)) {
    const { workspaceId } = row;
    addRow(draft.allowances, key, { workspaceId, channelId, month, confirmed: 0, estimated: 0 });
  }
  const counted = draft.allowances.rows.get(key);
  if (counted !== undefined) {
    changeRow(draft.allowances, key, { [row.state]: Math.max(0, counted[row.state] + by) });
  }
}
