import type { Pair } from "../model.ts";

const windowMs = 24 * 3_600_000;
/** Types of a customer's message that give no right to answer (whatsapp-platform §1.1, domain-tables W4, W6, W7). */
const silentTypes = new Set(["system", "edit", "revoke"]);

/** Whether the business may write free text to the customer: `now` is less than 24 h after her last message. */
export function isWindowOpen(pair: Pair | null, now: number): boolean {
  const closesAt = windowClosesAt(pair);
  return closesAt !== null && now < closesAt;
}

/** When the customer service window closes (or closed); null if it was never open. */
export function windowClosesAt(pair: Pair | null): number | null {
  return pair?.windowOpenedAt == null ? null : pair.windowOpenedAt + windowMs;
}

/** Whether a message of the customer opens the window. A reaction does, taking one off does not (W3, W4). */
export function opensWindow(type: string, isRemovedReaction: boolean): boolean {
  return !silentTypes.has(type) && !isRemovedReaction;
}

/** Notes that the customer wrote at `sentAt`; an older message never shrinks the window. */
export function openWindow(pair: Pair, sentAt: number): void {
  pair.windowOpenedAt = Math.max(pair.windowOpenedAt ?? sentAt, sentAt);
}
