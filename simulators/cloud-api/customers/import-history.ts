import { z } from "zod";
import { webhookError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import type { Message, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { messagesValue, seconds } from "../statuses/metadata.ts";
import { getRecord, threadOf } from "../store.ts";

/** One webhook of `history`: part of what the phone app had before the number came to the Cloud API (§4.8). */
export const historySchema = z.strictObject({
  phoneNumberId: z.string().optional(),
  phase: z.number().int().min(0).max(2).default(0),
  chunkOrder: z.number().int().min(1).default(1),
  progress: z.number().int().min(0).max(100).default(100),
  /** The business did not share it: error 2593109. */
  isDeclined: z.boolean().default(false),
  /** Threads of its own, each message with `from` (digits), `id`, `timestamp`, `type`; without: what the phones show. */
  threads: z.array(z.record(z.string(), z.json())).optional(),
});

/** Sends one part of the history. */
export function sendHistory(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  order: z.output<typeof historySchema>,
): void {
  const { phase, chunkOrder, progress } = order;
  const part: JsonObject = order.isDeclined
    ? { errors: [webhookError(2593109, "History sharing is turned off by the business")] }
    : {
        metadata: { phase, chunk_order: chunkOrder, progress },
        threads: order.threads ?? threadsOf(simulator, phoneNumber),
      };
  send(simulator, phoneNumber, "history", { history: [part] });
}

/** Contacts of the phone app: `smb_app_state_sync`. */
export const appStateSchema = z.strictObject({
  phoneNumberId: z.string().optional(),
  contacts: z
    .array(
      z.strictObject({
        fullName: z.string(),
        firstName: z.string().optional(),
        phone: z.string(),
        action: z.enum(["add", "remove"]).default("add"),
      }),
    )
    .min(1),
});

/** Sends contacts that were added or removed in the phone app. */
export function sendAppState(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  order: z.output<typeof appStateSchema>,
): void {
  const timestamp = seconds(simulator.clock.now());
  send(simulator, phoneNumber, "smb_app_state_sync", {
    state_sync: order.contacts.map(({ fullName, firstName, phone, action }) => ({
      type: "contact",
      contact: { full_name: fullName, first_name: firstName ?? fullName, phone_number: phone },
      action,
      metadata: { timestamp },
    })),
  });
}

function threadsOf(simulator: Simulator, phoneNumber: PhoneNumber): JsonObject[] {
  const { store } = simulator;
  return [...store.pairs.values()]
    .filter((pair) => pair.phoneNumberId === phoneNumber.id)
    .flatMap((pair) => {
      const { waId } = getRecord(store.customers, pair.customerKey);
      const messages = threadOf(store, pair).map((message) => writeMessage(phoneNumber, waId, message));
      return waId === null || messages.length === 0 ? [] : [{ id: waId, messages }];
    });
}

function writeMessage(phoneNumber: PhoneNumber, waId: string | null, message: Message): JsonObject {
  const isIn = message.direction === "in";
  const status = isIn ? "DELIVERED" : statusOf(message.status);
  return {
    from: isIn ? waId : phoneNumber.digits,
    ...(isIn ? {} : { to: waId }),
    id: message.id,
    timestamp: seconds(isIn ? message.sentAt : message.acceptedAt),
    type: message.type,
    [message.type]: message.content[message.type],
    history_context: { status },
  };
}

function statusOf(status: string): string {
  const known: Readonly<Record<string, string>> = { failed: "ERROR", accepted: "PENDING", held: "PENDING" };
  return known[status] ?? status.toUpperCase();
}

function send(simulator: Simulator, phoneNumber: PhoneNumber, field: string, value: JsonObject): void {
  const sent = simulator.webhooks.send({
    wabaId: phoneNumber.wabaId,
    field,
    time: Math.floor(simulator.clock.now() / 1000),
    lane: `${field}|${phoneNumber.id}`,
    subject: { webhook: "other", field, phoneNumberId: phoneNumber.id },
    value: messagesValue(phoneNumber, value),
  });
  simulator.scheduler.track(sent);
}
