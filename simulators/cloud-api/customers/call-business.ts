import type { Customer, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { contactOf, messagesValue, seconds, showsBsuid } from "../statuses/metadata.ts";
import { openWindow } from "../statuses/window-engine.ts";
import { getPair } from "../store.ts";

/** The customer calls the number: that opens the window too, and only the field `calls` tells (§1.1, §8.18). */
export function callBusiness(simulator: Simulator, customer: Customer, phoneNumber: PhoneNumber): void {
  const at = Math.floor(simulator.clock.now() / 1000) * 1000;
  openWindow(getPair(simulator.store, phoneNumber.id, customer.key), at);
  simulator.changes.notify();
  const id = simulator.ids.wamid(customer.waId ?? customer.bsuid, "in").replace("wamid.", "wacid.");
  const call = {
    id,
    ...(customer.waId === null ? {} : { from: customer.waId }),
    ...(showsBsuid(customer, at) ? { from_user_id: customer.bsuid } : {}),
    to: phoneNumber.digits,
    direction: "USER_INITIATED",
    timestamp: seconds(at),
  };
  for (const event of [{ event: "connect" }, { event: "terminate", status: "FAILED" }]) {
    const sent = simulator.webhooks.send({
      wabaId: phoneNumber.wabaId,
      field: "calls",
      time: null,
      lane: `${phoneNumber.id}|${customer.key}`,
      subject: { webhook: "other", field: "calls", phoneNumberId: phoneNumber.id },
      value: messagesValue(phoneNumber, {
        contacts: [contactOf(customer, at)],
        calls: [{ ...call, ...event }],
      }),
    });
    simulator.scheduler.track(sent);
  }
}
