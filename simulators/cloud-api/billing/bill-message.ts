import type { BillingPeriod, OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getRecord } from "../store.ts";
import type { BillLine } from "./bill.ts";
import { writeLine } from "./bill.ts";

/** What decided the price of a message that reached its customer. */
export type Priced = {
  at: number;
  date: string;
  model: "CBP" | "PMP";
  category: string;
  isBillable: boolean;
  isFreeEntry: boolean;
  period: BillingPeriod | null;
};

/** Puts a message that reached its customer on the bill. A conversation is paid by its opener (§1.3). */
export function billMessage(simulator: Simulator, message: OutboundMessage, priced: Priced): BillLine {
  const customer = getRecord(simulator.store.customers, message.customerKey);
  return writeLine(simulator, {
    messageId: message.id,
    phoneNumberId: message.phoneNumberId,
    reachedAt: priced.at,
    date: priced.date,
    category: priced.category,
    model: priced.model,
    volume: 1,
    type: typeOf(message, priced),
    digits: customer.waId,
    bsuid: customer.bsuid,
  });
}

function typeOf(message: OutboundMessage, priced: Priced): BillLine["type"] {
  if (!priced.isBillable) {
    return priced.isFreeEntry ? "free_entry_point" : "free_customer_service";
  }
  const isJoined = priced.model === "CBP" && priced.period !== null && priced.period.openerId !== message.id;
  return isJoined ? "joined" : "regular";
}
