import { type AttemptState, reachedAt } from "#domain/delivery-status.ts";
import { type ChargeEntry, entriesFor } from "#domain/ledger.ts";
import type { PriceRecipient } from "#domain/pricing.ts";
import { usesAllowance } from "#domain/pricing.ts";
import { wasOpenAt } from "#domain/window.ts";
import { addRow, changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { addressesOfIdentity } from "./people.ts";
import type { ChargeRow, MessageRow } from "./rows.ts";
import { isFree } from "./settle-free-entry.ts";

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
  const recipient = priceRecipient(draft, message);
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
      currency: draft.workspace.currency,
      recipient,
      windowOpen: {
        atAttempt: message.windowOpenAtAttempt ?? false,
        atDelivery: wasOpenAt(openings, reachedAt(state) ?? message.attemptAt ?? env.now),
      },
      freeEntryOpen: isFree(draft, message),
      allowanceUsed: allowanceUsed(draft, channel.id, last ?? null),
      conversation:
        message.conversationId === null || message.conversationId === message.id ? "opener" : "joined",
      cards: env.cards,
    },
    last: last === undefined ? null : toEntry(last),
  });
  for (const entry of entries) {
    append(draft, env, { message, entry, channelId: channel.id });
  }
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

/** Who pays decides the market: what WhatsApp named in its answer or in a message, else the phone, else the BSUID. */
function priceRecipient(draft: Draft, message: MessageRow): PriceRecipient | null {
  const identity = draft.identities.rows.get(message.identityId ?? "");
  if (identity === undefined) {
    return null;
  }
  const named = identity.lastAnswerWaId ?? identity.lastInboundWaId;
  if (named !== null) {
    return { kind: "phone", digits: named };
  }
  const rows = addressesOfIdentity(draft, identity).filter((row) => row.validTo === null);
  const phone = rows.find(({ kind }) => kind === "wa_id") ?? rows.find(({ kind }) => kind === "phone");
  if (phone !== undefined) {
    return { kind: "phone", digits: phone.value.replaceAll(/\D/g, "") };
  }
  const bsuid = rows.find(({ kind }) => kind === "bsuid");
  return bsuid === undefined ? { kind: "phone", digits: "" } : { kind: "bsuid", bsuid: bsuid.value };
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
  const { state, amount, currency, category, market, card, source, reason, day } = row;
  return { state, amount, currency, category, type: row.pricingType, market, card, source, reason, day };
}

function append(
  draft: Draft,
  env: RecordEnv,
  { message, entry, channelId }: { message: MessageRow; entry: ChargeEntry; channelId: string },
): void {
  const last = draft.charges.get(message.id);
  const { state, amount, currency, category, market, card, source, reason, day } = entry;
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
    card,
    source,
    reason,
    day,
    recordedAt: env.now,
  };
  draft.charges.set(message.id, row);
  draft.newCharges.push(row);
  if (last !== undefined) {
    countAllowance(draft, channelId, last, -1);
  }
  countAllowance(draft, channelId, row, 1);
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
