import type { Instant } from "#domain/time.ts";
import { changeRow, type Draft } from "./draft.ts";

/** The customer stops or resumes marketing messages, in WhatsApp's settings or in words (R6); the newest wish counts. */
export function takeWish(
  draft: Draft,
  customerId: string,
  { wish, at }: { wish: "stop" | "resume"; at: Instant },
): void {
  const customer = draft.customers.rows.get(customerId);
  if (customer === undefined || (customer.marketingToldAt !== null && customer.marketingToldAt > at)) {
    return;
  }
  changeRow(draft.customers, customerId, {
    marketingStoppedAt: wish === "stop" ? at : null,
    marketingToldAt: at,
  });
}
