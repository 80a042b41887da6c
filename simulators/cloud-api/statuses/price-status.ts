import { findPrice } from "../billing/bill.ts";
import { billMessage } from "../billing/bill-message.ts";
import { marketOf } from "../billing/countries.ts";
import { publishedCards } from "../billing/rate-cards.ts";
import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import { countryOf } from "../messages/phone-numbers.ts";
import type { OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getPair, getRecord } from "../store.ts";
import { confirmPeriod, findOrOpenPeriod } from "./billing-periods.ts";
import { seconds } from "./metadata.ts";
import { decidePricing, localDate, priceModelOf } from "./pricing.ts";
import { isWindowOpen } from "./window-engine.ts";

/** First Graph version whose webhooks carry `conversation` inside a free entry window only. */
const conversationEndsIn = 24;

/**
 * The `pricing` and `conversation` of a `sent` status, or of the first status that says the message reached the
 * customer (whatsapp-platform §1.8). Reaching confirms the billing period and counts against the free allowance.
 */
export function priceStatus(
  simulator: Simulator,
  message: OutboundMessage,
  moment: { at: number; isReaching: boolean },
): { pricing: JsonObject; conversation: JsonObject | null } {
  const { store, ids, settings } = simulator;
  const { at, isReaching } = moment;
  const phoneNumber = getRecord(store.phoneNumbers, message.phoneNumberId);
  const date = localDate(at, getRecord(store.wabas, phoneNumber.wabaId).timeZone);
  const isConversationEpoch = priceModelOf(date) === "CBP";
  const pair = getPair(store, message.phoneNumberId, message.customerKey);
  const newId = () => ids.hex("conversation", 32);
  const period = findOrOpenPeriod({ pair, message, at, isConversationEpoch, newId });
  if (isReaching) {
    confirmPeriod(pair, message.id, at);
  }
  const isFreeEntry = period?.category === "referral_conversion";
  const templateCategory = pricedCategory(simulator, message, date, at);
  const category = period?.category ?? templateCategory ?? "service";
  const month = `${phoneNumber.id}|${date.slice(0, 7)}`;
  const serviceDelivered = store.serviceDelivered.get(month) ?? 0;
  const pricing = decidePricing({
    date,
    templateCategory,
    isWindowOpen: isWindowOpen(pair, isReaching ? at : message.acceptedAt),
    isFreeEntry,
    serviceDelivered,
    conversationCategory: category,
  });
  if (isReaching && templateCategory === null && !isFreeEntry) {
    store.serviceDelivered.set(month, serviceDelivered + 1);
  }
  if (isReaching) {
    billMessage(simulator, message, {
      at,
      date,
      model: isConversationEpoch ? "CBP" : "PMP",
      category: asText(pricing.category) ?? category,
      isBillable: pricing.billable === true,
      isFreeEntry,
      period,
    });
  }
  const isShown = isFreeEntry || settings.graphVersion < conversationEndsIn;
  const expiresAt = period?.endsAt ?? at + 24 * 3_600_000;
  return {
    pricing,
    conversation: isShown
      ? {
          // Under per-message prices the id names the message, not a thread.
          id: period?.id ?? message.id.slice(-33, -1),
          ...(isReaching ? {} : { expiration_timestamp: seconds(expiresAt) }),
          origin: { type: category },
        }
      : null,
  };
}

/** The category of the template as it is priced: codes to another country may cost the international price (§1.10). */
function pricedCategory(
  simulator: Simulator,
  message: OutboundMessage,
  date: string,
  at: number,
): string | null {
  const { store } = simulator;
  const category = message.template?.category ?? null;
  const phoneNumber = getRecord(store.phoneNumbers, message.phoneNumberId);
  const waba = getRecord(store.wabas, phoneNumber.wabaId);
  const since = waba.authInternationalSince;
  if (category !== "authentication" || since === null || at < since) {
    return category;
  }
  const customer = getRecord(store.customers, message.customerKey);
  const country = customer.waId === null ? customer.bsuid.slice(0, 2) : countryOf(customer.waId);
  const facts = { currency: waba.currency, date, market: marketOf(country, date) };
  const international = "authentication_international";
  const rate = findPrice([...store.rateCards, ...publishedCards], { ...facts, category: international });
  return rate === null || country === countryOf(phoneNumber.digits) ? category : international;
}

/** The `pricing` that a message would have if it reached its customer now. */
export function forecastPricing(simulator: Simulator, message: OutboundMessage): JsonObject {
  const { store } = simulator;
  const at = message.acceptedAt;
  const phoneNumber = getRecord(store.phoneNumbers, message.phoneNumberId);
  const date = localDate(at, getRecord(store.wabas, phoneNumber.wabaId).timeZone);
  const pair = getPair(store, message.phoneNumberId, message.customerKey);
  const entry = pair.periods.find(
    (period) => period.category === "referral_conversion" && period.startsAt <= at && at < period.endsAt,
  );
  const templateCategory = message.template?.category ?? null;
  return decidePricing({
    date,
    templateCategory,
    isWindowOpen: isWindowOpen(pair, at),
    isFreeEntry: entry !== undefined,
    serviceDelivered: store.serviceDelivered.get(`${phoneNumber.id}|${date.slice(0, 7)}`) ?? 0,
    conversationCategory: templateCategory ?? "service",
  });
}
