import { z } from "zod";
import { isExampleKind, writeExample } from "../customers/example-messages.ts";
import { receiveMessage } from "../customers/receive-message.ts";
import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import type { Customer, InboundMessage, Pair, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { reportReached, reportRead } from "../statuses/statuses.ts";
import { addCustomer, findCustomer, getPair, getRecord, threadOf } from "../store.ts";
import { ControlError, requireCustomer, requirePhoneNumber } from "./control-error.ts";

/** A new customer: a number, a BSUID, or both; without a number she hides it. */
export const customerSchema = z.strictObject({
  waId: z
    .string()
    .regex(/^\+?[\d\s]{5,24}$/, "waId must be a phone number")
    .optional(),
  bsuid: z
    .string()
    .regex(/^[A-Z]{2}\.[0-9A-Za-z.]{1,128}$/, "bsuid must look like ES.1349")
    .optional(),
  name: z.string().max(200).nullable().optional(),
});

/** Adds a customer, or answers the one who has that number or BSUID already. */
export function createCustomer(simulator: Simulator, input: z.infer<typeof customerSchema>): Customer {
  const waId = input.waId?.replace(/\D/g, "") ?? null;
  const bsuid = input.bsuid ?? null;
  if (waId === null && bsuid === null) {
    throw new ControlError(400, "A customer needs a waId or a bsuid");
  }
  const known = findCustomer(simulator.store, waId ?? bsuid ?? "");
  const customer = known ?? addCustomer(simulator.store, { waId, bsuid, name: input.name ?? null });
  customer.name = input.name ?? customer.name;
  simulator.changes.notify();
  return customer;
}

/** The customer writes: a WhatsApp message object, with the number it goes to and the time it was sent. */
export function writeAsCustomer(simulator: Simulator, customerId: string, input: JsonObject): InboundMessage {
  const { phoneNumberId, sentAt, ...message } = input;
  const at = asText(sentAt);
  const sentAtMs = at === null ? simulator.clock.now() : Date.parse(at);
  if (Number.isNaN(sentAtMs)) {
    throw new ControlError(400, "sentAt must be an ISO date");
  }
  const customer = requireCustomer(simulator.store, customerId);
  const phoneNumber = requirePhoneNumber(simulator.store, asText(phoneNumberId) ?? undefined);
  return receiveMessage(simulator, { customer, phoneNumber, message, sentAt: sentAtMs });
}

/** The customer sends the example of a kind: what it refers to are the last messages of the thread. */
export function sendExample(
  simulator: Simulator,
  input: { customer: Customer; phoneNumber: PhoneNumber; kind: string },
): InboundMessage {
  const { customer, phoneNumber, kind } = input;
  if (!isExampleKind(kind)) {
    throw new ControlError(404, `No example ${kind}: GET /control/examples lists them`);
  }
  const thread = threadOf(simulator.store, getPair(simulator.store, phoneNumber.id, customer.key));
  const lastOf = (direction: "in" | "out") =>
    thread.findLast((message) => message.direction === direction && message.type !== "reaction")?.id ?? "";
  const message = writeExample(kind, {
    businessMessageId: lastOf("out"),
    customerMessageId: lastOf("in"),
    waId: customer.waId,
    bsuid: customer.bsuid,
    name: customer.name ?? "María",
    digits: phoneNumber.digits,
    now: simulator.clock.now(),
  });
  return receiveMessage(simulator, { customer, phoneNumber, message, sentAt: simulator.clock.now() });
}

/** The customer opens the thread: what was delivered is read, and told so when her receipts are on. */
export async function openThread(
  simulator: Simulator,
  customer: Customer,
  phoneNumberId: string,
): Promise<void> {
  const pair = getPair(simulator.store, phoneNumberId, customer.key);
  welcome(simulator, customer, pair);
  const fresh = threadOf(simulator.store, pair).flatMap((message) =>
    message.direction === "out" && message.hasReached && !message.isSeen ? [message] : [],
  );
  for (const message of fresh) {
    message.isSeen = true;
  }
  simulator.changes.notify();
  await Promise.all(fresh.map((message) => reportRead(simulator, message)));
}

/** The first opening of a chat tells the business when it asked for that (§7.6). */
function welcome(simulator: Simulator, customer: Customer, pair: Pair): void {
  const phoneNumber = getRecord(simulator.store.phoneNumbers, pair.phoneNumberId);
  if (phoneNumber.automation.enable_welcome_message === true && pair.messageIds.length === 0) {
    const sentAt = simulator.clock.now();
    receiveMessage(simulator, { customer, phoneNumber, message: { type: "request_welcome" }, sentAt });
  }
}

/** The customer plays a voice note. */
export async function playMessage(simulator: Simulator, messageId: string): Promise<void> {
  const message = simulator.store.messages.get(messageId);
  if (message?.direction !== "out" || message.type !== "audio") {
    throw new ControlError(404, `No voice note ${messageId}`);
  }
  await reportReached(simulator, message, "played");
}
