import type { BillLine } from "./billing/bill.ts";
import type { RateCard } from "./billing/rate-cards.ts";
import { countryOf, numberKey } from "./messages/phone-numbers.ts";
import type { Customer, Media, Message, Pair, PhoneNumber, Template, Upload, Waba } from "./model.ts";

/** Everything that the simulator remembers. */
export type Store = {
  wabas: Map<string, Waba>;
  phoneNumbers: Map<string, PhoneNumber>;
  templates: Map<string, Template>;
  customers: Map<string, Customer>;
  pairs: Map<string, Pair>;
  messages: Map<string, Message>;
  media: Map<string, Media>;
  /** Free texts delivered, by `phoneNumberId|YYYY-MM`. */
  serviceDelivered: Map<string, number>;
  /** When a customer was last written to outside her window, for the messaging limit. */
  reachedOutside: Map<string, number>;
  /** Files for headers of templates, by `upload:…`. */
  uploads: Map<string, Upload>;
  /** When templates were created in the last hour, by WABA. */
  templateCreations: Map<string, number[]>;
  /** Until when the name of a deleted template is blocked, by `wabaId|name`. */
  blockedNames: Map<string, number>;
  /** What Meta notes of everything that it delivered, oldest first. */
  bill: BillLine[];
  /** Cards that were added to the published ones. */
  rateCards: RateCard[];
  counter: { count: number };
};

/** An empty memory. */
export function createStore(): Store {
  return {
    wabas: new Map(),
    phoneNumbers: new Map(),
    templates: new Map(),
    customers: new Map(),
    pairs: new Map(),
    messages: new Map(),
    media: new Map(),
    serviceDelivered: new Map(),
    reachedOutside: new Map(),
    uploads: new Map(),
    templateCreations: new Map(),
    blockedNames: new Map(),
    bill: [],
    rateCards: [],
    counter: { count: 0 },
  };
}

/** The customer with this wa_id (in any spelling) or BSUID. */
export function findCustomer(store: Store, id: string): Customer | null {
  const digits = id.replace(/^\+/, "");
  const all = [...store.customers.values()];
  const exact = all.find(
    (customer) => customer.waId === digits || customer.bsuid === id || customer.key === id,
  );
  return (
    exact ?? all.find((customer) => customer.waId && numberKey(customer.waId) === numberKey(digits)) ?? null
  );
}

/** Adds a customer; without a BSUID she gets the one that belongs to her number. */
export function addCustomer(
  store: Store,
  input: { waId: string | null; bsuid: string | null; name: string | null },
): Customer {
  const number = store.customers.size + 1;
  const customer: Customer = {
    key: `customer-${number}`,
    waId: input.waId,
    bsuid: input.bsuid ?? makeBsuid(input.waId ?? "", number),
    name: input.name,
    username: null,
    hasReadReceipts: true,
    isOnline: true,
    isOnWhatsApp: true,
    hasBlocked: false,
    stoppedMarketing: false,
    identityHash: null,
  };
  store.customers.set(customer.key, customer);
  return customer;
}

/** A business-scoped user id (whatsapp-platform §4.9): country and digits, never a phone number. */
export function makeBsuid(waId: string, number: number): string {
  return `${countryOf(waId)}.13${(90_000_000_000_000 + number * 7_919_311_117).toString()}`;
}

/** The pair of a number and a customer, or null when they never met. */
export function findPair(store: Store, phoneNumberId: string, customerKey: string): Pair | null {
  return store.pairs.get(`${phoneNumberId}|${customerKey}`) ?? null;
}

/** The pair of a number and a customer, made when they meet first. */
export function getPair(store: Store, phoneNumberId: string, customerKey: string): Pair {
  const known = findPair(store, phoneNumberId, customerKey);
  if (known) {
    return known;
  }
  const pair: Pair = {
    phoneNumberId,
    customerKey,
    windowOpenedAt: null,
    referralAt: null,
    periods: [],
    messageIds: [],
    isBlocked: false,
  };
  store.pairs.set(`${phoneNumberId}|${customerKey}`, pair);
  return pair;
}

/** Files a message in the thread of its pair. */
export function addMessage(store: Store, message: Message): void {
  store.messages.set(message.id, message);
  getPair(store, message.phoneNumberId, message.customerKey).messageIds.push(message.id);
}

/** The messages of a pair in the order in which they were made. */
export function threadOf(store: Store, pair: Pair): Message[] {
  return pair.messageIds.flatMap((id) => store.messages.get(id) ?? []);
}

/** The record with this id; throws when the simulator itself lost it. */
export function getRecord<T>(records: ReadonlyMap<string, T>, id: string): T {
  const record = records.get(id);
  if (record === undefined) {
    throw new Error(`No record ${id}`);
  }
  return record;
}
