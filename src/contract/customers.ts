import * as z from "zod/mini";
import { amount, cursor, id, pageOf, time } from "./primitives.ts";
import { conversationView } from "./threads.ts";

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const phone = z.string().check(z.maxLength(40));
const email = z.string().check(z.maxLength(320));
const language = z.string().check(z.maxLength(20));

/** A new customer; without an address there is nobody to write to yet, but a card to keep notes on. */
export const createCustomerBody = z.strictObject({
  name,
  phone: z.optional(phone),
  email: z.optional(email),
  language: z.optional(language),
});
export const createdCustomer = z.object({ id, threadId: id });

/** An address added to a customer who exists (C4), or what an address becomes. */
export const addAddressBody = z.union([z.strictObject({ phone }), z.strictObject({ email })]);
export const addedAddress = z.object({ id, identityId: id });

/** Where a message to one person goes, and why there (N12). */
export const destinationView = z.object({
  kind: z.enum(["phone", "account", "email", "none"]),
  value: z.nullable(z.string()),
  because: z.enum([
    "last-message",
    "hidden-phone",
    "last-answer",
    "told-by-whatsapp",
    "typed",
    "only-account",
    "no-address",
  ]),
});
export type DestinationView = z.infer<typeof destinationView>;

/** One person as one channel knows them: every address that leads to them, and how the last message to them ended. */
export const accountView = z.object({
  identityId: id,
  kind: z.string(),
  /** What the user chose to be known by on WhatsApp; it may change, and nothing is sent to it. */
  username: z.nullable(z.string()),
  lastWroteAt: z.nullable(time),
  sendsTo: destinationView,
  lastDelivery: z.nullable(z.object({ status: z.string(), reason: z.nullable(z.string()), at: time })),
  addresses: z.array(
    z.object({
      id,
      kind: z.enum(["phone", "wa_id", "bsuid", "parent_bsuid", "email"]),
      value: z.string(),
      source: z.string(),
      validFrom: time,
      validTo: z.nullable(time),
    }),
  ),
});
export type AccountView = z.infer<typeof accountView>;

/** Another card that may be the same person (N5–N7, N10). */
const suggestionView = z.object({
  customerId: id,
  threadId: id,
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  username: z.nullable(z.string()),
  because: z.string(),
  suggestedAt: time,
});

/** A card that this one took in: by rule or by a person. */
const mergedView = z.object({
  customerId: id,
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  username: z.nullable(z.string()),
  because: z.string(),
  mergedAt: z.nullable(time),
});

/** Everything about a customer that is not in the thread. */
export const customerDetail = z.object({
  id,
  threadId: id,
  version: z.number(),
  name: z.nullable(z.string()),
  language: z.nullable(z.string()),
  notes: z.string(),
  blockedAt: z.nullable(time),
  marketingStoppedAt: z.nullable(time),
  accounts: z.array(accountView),
  suggestions: z.array(suggestionView),
  merged: z.array(mergedView),
});
export type CustomerDetail = z.infer<typeof customerDetail>;

/** Changes by a person; `version` guards against stale edits. */
export const updateCustomerBody = z.strictObject({
  version: z.number(),
  name: z.optional(name),
  language: z.optional(z.nullable(language)),
  notes: z.optional(z.string().check(z.maxLength(10_000))),
  blocked: z.optional(z.boolean()),
  /** The customer said that they want no marketing, or want it again. */
  marketingStopped: z.optional(z.boolean()),
});
export type UpdateCustomerBody = z.infer<typeof updateCustomerBody>;

/** The other card of a suggestion. */
export const otherCustomerBody = z.strictObject({ customerId: id });

/** The card that is taken in; `version` (of the one that stays) guards against merging what somebody else changed. */
export const mergeCustomersBody = z.strictObject({ otherId: id, version: z.optional(z.number()) });

/** The card that was taken in. */
export const unmergeCustomersBody = z.strictObject({ otherId: id });

/** The account of WhatsApp, or the mail address, that is somebody else. */
export const separateAccountBody = z.strictObject({ identityId: id });

const month = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])$/));

/** Which month; the running one of each number's time zone when absent. */
export const costsQuery = z.object({ month: z.optional(month) });

const costSums = {
  confirmed: amount,
  estimated: amount,
  /** Messages whose rate is not known: they are in no sum. */
  unknown: z.number(),
  messages: z.number(),
};

/** What a customer's messages cost in a month, in each currency, confirmed and estimated apart. */
export const customerCosts = z.object({
  month,
  totals: z.array(
    z.object({
      currency: z.string(),
      ...costSums,
      categories: z.array(z.object({ category: z.string(), ...costSums })),
    }),
  ),
});
export type CustomerCosts = z.infer<typeof customerCosts>;

/** A conversation with its cost; `undelivered`: its end is past and nothing of it arrived (K13). */
export const conversationItem = z.extend(conversationView, {
  state: z.enum(["confirmed", "provisional", "undelivered"]),
  messages: z.number(),
  cost: z.nullable(
    z.object({ amount: z.nullable(amount), currency: z.string(), state: z.enum(["estimated", "confirmed"]) }),
  ),
});
export type ConversationItem = z.infer<typeof conversationItem>;
export const conversationPage = pageOf(conversationItem);
export const conversationListQuery = z.object({
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});
