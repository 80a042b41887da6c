import type { JsonObject } from "../json.ts";
import type { Customer, Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { viewSummary } from "./thread-view.ts";

/** Everything that the phone page shows beside the thread. */
export function viewState(simulator: Simulator, phoneNumberId: string): JsonObject {
  const { store, clock, faults, settings, tabs } = simulator;
  return {
    now: new Date(clock.now()).toISOString(),
    phoneNumberId,
    phoneNumbers: [...store.phoneNumbers.values()].map((phoneNumber) => ({
      id: phoneNumber.id,
      name: phoneNumber.verifiedName,
      displayPhoneNumber: phoneNumber.displayPhoneNumber,
      timeZone: store.wabas.get(phoneNumber.wabaId)?.timeZone ?? "UTC",
    })),
    customers: [...store.customers.values()].map((customer) => ({
      ...viewCustomer(customer),
      ...viewSummary(simulator, customer.key, phoneNumberId),
    })),
    faults: faults.list().map(({ id, kind, code, times }) => ({ id, kind, code: code ?? null, times })),
    settings: { windowRefusal: settings.windowRefusal, hasWebhook: settings.webhookUrl !== null },
    tabs: tabs.map((tab) => ({ path: tab.path, label: { ...tab.label } })),
  };
}

/** A customer as the control API shows her; `id` is what `:id` takes. */
export function viewCustomer(customer: Customer): JsonObject {
  return {
    id: customer.waId ?? customer.bsuid,
    key: customer.key,
    waId: customer.waId,
    bsuid: customer.bsuid,
    name: customer.name,
    username: customer.username,
    hasReadReceipts: customer.hasReadReceipts,
    isOnline: customer.isOnline,
    isOnWhatsApp: customer.isOnWhatsApp,
    hasBlocked: customer.hasBlocked,
    stoppedMarketing: customer.stoppedMarketing,
  };
}

/** A template as the control API shows it. */
export function viewTemplateState(template: Template): JsonObject {
  const { id, name, language, status, category, qualityScore, rejectedReason } = template;
  const at = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    id,
    name,
    language,
    status,
    category,
    qualityScore,
    rejectedReason,
    reviewDueAt: at(template.reviewDueAt),
    pausedUntil: at(template.pausedUntil),
  };
}
