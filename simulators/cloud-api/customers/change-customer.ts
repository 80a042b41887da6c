import { z } from "zod";
import type { JsonObject } from "../json.ts";
import type { Customer, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { contactOf, messagesValue, seconds, showsBsuid } from "../statuses/metadata.ts";
import { planReaching } from "../statuses/statuses.ts";
import { getRecord, makeBsuid, threadOf } from "../store.ts";
import { receiveMessage } from "./receive-message.ts";

/** What may be changed about a customer and her phone. */
export const customerChangeSchema = z.strictObject({
  name: z.string().max(200).nullable().optional(),
  username: z.string().max(100).nullable().optional(),
  hasReadReceipts: z.boolean().optional(),
  isOnline: z.boolean().optional(),
  isOnWhatsApp: z.boolean().optional(),
  hasBlocked: z.boolean().optional(),
  identityHash: z.string().max(200).nullable().optional(),
});

/** Changes a customer; a phone that is switched on gets what waited for it. */
export function changeCustomer(
  simulator: Simulator,
  customer: Customer,
  change: z.infer<typeof customerChangeSchema>,
): void {
  const wasOnline = customer.isOnline;
  const known = Object.entries(change).filter(([, value]) => value !== undefined);
  Object.assign(customer, Object.fromEntries(known));
  if (!wasOnline && customer.isOnline) {
    for (const pair of simulator.store.pairs.values()) {
      for (const message of pair.customerKey === customer.key ? threadOf(simulator.store, pair) : []) {
        if (message.direction === "out" && message.status === "sent" && message.type !== "reaction") {
          planReaching(simulator, message);
        }
      }
    }
  }
  simulator.changes.notify();
}

/** The customer moves to another number: new wa_id and BSUID, a system message to each number she knows (§4.3). */
export function changeNumber(simulator: Simulator, customer: Customer, waId: string): void {
  const { store, clock } = simulator;
  const before = { ...customer };
  const bsuid = makeBsuid(waId, store.customers.size * 1_000 + (store.counter.count % 1_000));
  for (const pair of store.pairs.values()) {
    if (pair.customerKey !== customer.key) {
      continue;
    }
    receiveMessage(simulator, {
      customer: before,
      phoneNumber: getRecord(store.phoneNumbers, pair.phoneNumberId),
      sentAt: clock.now(),
      message: {
        type: "system",
        system: {
          body: `User ${before.name ?? ""} changed from ${before.waId ?? ""} to ${waId}`,
          type: "user_changed_number",
          wa_id: waId,
          user_id: bsuid,
          previous_user_id: before.bsuid,
        },
      },
    });
    // The new account has to write first before it may be answered (domain-tables W12).
    pair.windowOpenedAt = null;
  }
  customer.waId = waId;
  customer.bsuid = bsuid;
  simulator.changes.notify();
}

/** Her business-scoped id becomes another, without a number that could be told (§4.9). */
export function changeUserId(simulator: Simulator, customer: Customer): void {
  const { store } = simulator;
  const before = { ...customer };
  customer.bsuid = makeBsuid(
    customer.waId ?? "",
    store.customers.size * 1_000 + (store.counter.count % 1_000),
  );
  tellNumbers(
    simulator,
    { ...before, waId: null },
    {
      body: `User ${before.name ?? ""} changed their user id`,
      type: "user_changed_user_id",
      user_id: customer.bsuid,
      previous_user_id: before.bsuid,
    },
  );
}

/** Her keys changed, as with a new phone: whoever checks identities has to confirm (§4.3). */
export function changeIdentity(simulator: Simulator, customer: Customer): void {
  const hash = simulator.ids.hex("identity", 12);
  customer.identityHash = hash;
  tellNumbers(simulator, customer, {
    body: `User ${customer.name ?? ""} changed their identity`,
    type: "customer_identity_changed",
    ...(customer.waId === null ? {} : { wa_id: customer.waId }),
    identity: { acknowledged: false, created_timestamp: seconds(simulator.clock.now()), hash },
  });
}

/** A system message to every number that she knows. */
function tellNumbers(simulator: Simulator, customer: Customer, system: JsonObject): void {
  for (const pair of simulator.store.pairs.values()) {
    if (pair.customerKey === customer.key) {
      receiveMessage(simulator, {
        customer,
        phoneNumber: getRecord(simulator.store.phoneNumbers, pair.phoneNumberId),
        sentAt: simulator.clock.now(),
        message: { type: "system", system },
      });
    }
  }
  simulator.changes.notify();
}

/** The customer stops or resumes marketing messages of a number (field `user_preferences`, §4.8). */
export function changePreference(
  simulator: Simulator,
  customer: Customer,
  phoneNumber: PhoneNumber,
  value: "stop" | "resume" | "signup",
): void {
  const now = simulator.clock.now();
  customer.stoppedMarketing = value === "stop";
  const details = {
    stop: "User requested to stop marketing messages",
    resume: "User resumed marketing messages",
    signup: "User signed up for marketing messages",
  };
  simulator.changes.notify();
  const sent = simulator.webhooks.send({
    wabaId: phoneNumber.wabaId,
    field: "user_preferences",
    time: null,
    lane: `${phoneNumber.id}|${customer.key}`,
    subject: { webhook: "other", field: "user_preferences", phoneNumberId: phoneNumber.id },
    value: messagesValue(phoneNumber, {
      contacts: [contactOf(customer, now)],
      user_preferences: [
        {
          ...(customer.waId === null ? {} : { wa_id: customer.waId }),
          ...(showsBsuid(customer, now) ? { user_id: customer.bsuid } : {}),
          detail: details[value],
          category: "marketing_messages",
          value,
          ...(value === "signup" ? { signup_id: simulator.ids.digits("signup") } : {}),
          timestamp: Math.floor(now / 1000),
        },
      ],
    }),
  });
  simulator.scheduler.track(sent);
}
