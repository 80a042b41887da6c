import { detailsOf } from "../graph/graph-error.ts";
import { fetchLink } from "../messages/fetch-link.ts";
import type { OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getPair, getRecord } from "../store.ts";
import { finishDeletion } from "../templates/delete-templates.ts";
import { dropPeriod } from "./billing-periods.ts";
import { priceStatus } from "./price-status.ts";
import { writeStatus } from "./status-payload.ts";

const dayMs = 24 * 3_600_000;

/** Starts the way of an accepted message: sent, delivered and read, or failed, each after its delay. */
export function startDelivery(simulator: Simulator, message: OutboundMessage): void {
  if (message.fate.isHeld) {
    message.status = "held";
    return;
  }
  const { statusDelaysMs } = simulator.settings;
  simulator.scheduler.schedule(statusDelaysMs.sent, async () => {
    if (message.fate.failsWith) {
      await reportFailure(simulator, message, message.fate.failsWith);
      return;
    }
    if (!(await fetchLink(simulator, message))) {
      await reportFailure(simulator, message, { code: 131052, details: detailsOf(131052) });
      return;
    }
    await reportSent(simulator, message);
  });
}

/** Emits `sent` and plans what follows. A reaction ends here: it gets no other status. */
export async function reportSent(simulator: Simulator, message: OutboundMessage): Promise<void> {
  message.status = "sent";
  const told = tell(simulator, message, "sent");
  if (message.type !== "reaction") {
    planReaching(simulator, message);
  }
  await told;
}

/** Plans `delivered` (or `read` at once) when the customer's phone is on; else it waits for the phone. */
export function planReaching(simulator: Simulator, message: OutboundMessage): void {
  const { scheduler, settings, store } = simulator;
  if (!getRecord(store.customers, message.customerKey).isOnline) {
    return;
  }
  scheduler.schedule(settings.statusDelaysMs.delivered, async () => {
    if (message.status !== "sent") {
      return;
    }
    if (isExpired(message, simulator.clock.now())) {
      // Meta drops it without a word (whatsapp-platform §2.1).
      message.status = "dropped";
      simulator.changes.notify();
      return;
    }
    if (message.fate.skipsDelivered) {
      await reportReached(simulator, message, "read");
      return;
    }
    const told = reportReached(simulator, message, "delivered");
    if (settings.statusDelaysMs.read !== null) {
      scheduler.schedule(settings.statusDelaysMs.read, () => reportRead(simulator, message));
    }
    await told;
  });
}

/** The customer saw a delivered message; told only when her read receipts are on. */
export async function reportRead(simulator: Simulator, message: OutboundMessage): Promise<void> {
  if (message.status !== "delivered") {
    return;
  }
  if (getRecord(simulator.store.customers, message.customerKey).hasReadReceipts) {
    await reportReached(simulator, message, "read");
  }
}

/** Emits a status that says the message is with the customer. */
export async function reportReached(
  simulator: Simulator,
  message: OutboundMessage,
  status: "delivered" | "read" | "played",
): Promise<void> {
  message.status = status;
  const told = tell(simulator, message, status);
  finishDeletion(simulator, message.template?.id ?? "");
  await told;
}

/** Emits `failed`; the message costs nothing and is never shown to the customer. */
export async function reportFailure(
  simulator: Simulator,
  message: OutboundMessage,
  failure: { code: number; details: string },
): Promise<void> {
  message.status = "failed";
  message.fate.failsWith = failure;
  dropPeriod(getPair(simulator.store, message.phoneNumberId, message.customerKey), message.id);
  const told = tell(simulator, message, "failed");
  finishDeletion(simulator, message.template?.id ?? "");
  await told;
}

async function tell(
  simulator: Simulator,
  message: OutboundMessage,
  status: "sent" | "delivered" | "read" | "played" | "failed",
): Promise<void> {
  const { store, clock, faults, webhooks } = simulator;
  const at = clock.now();
  const customer = getRecord(store.customers, message.customerKey);
  const phoneNumber = getRecord(store.phoneNumbers, message.phoneNumberId);
  const isReaching = (status === "delivered" || status === "read") && !message.hasReached;
  const isPriced = message.type !== "reaction" && (status === "sent" || isReaching);
  const price = isPriced ? priceStatus(simulator, message, { at, isReaching }) : null;
  message.hasReached ||= isReaching;
  simulator.changes.notify();
  const subject = {
    webhook: "status" as const,
    field: "messages",
    status,
    messageId: message.id,
    phoneNumberId: phoneNumber.id,
    to: customer.waId ?? customer.bsuid,
    type: message.type,
    ...(message.callbackData === null ? {} : { callbackData: message.callbackData }),
  };
  if (!getRecord(store.wabas, phoneNumber.wabaId).isSubscribed || faults.take("drop-status", subject)) {
    return;
  }
  await webhooks.send({
    wabaId: phoneNumber.wabaId,
    field: "messages",
    time: null,
    lane: `${phoneNumber.id}|${customer.key}`,
    subject,
    value: writeStatus({
      phoneNumber,
      customer,
      message,
      status,
      at,
      pricing: price?.pricing ?? null,
      conversation: price?.conversation ?? null,
      failure: status === "failed" ? message.fate.failsWith : null,
    }),
  });
}

function isExpired(message: OutboundMessage, now: number): boolean {
  const isAuthentication = message.template?.category === "authentication";
  const ttlSeconds = message.template?.ttlSeconds ?? (isAuthentication ? 600 : -1);
  return now - message.acceptedAt > (ttlSeconds === -1 ? 30 * dayMs : ttlSeconds * 1000);
}
