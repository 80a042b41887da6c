import type { z } from "zod";
import { accountChangeSchema, changeAccount } from "./accounts/change-account.ts";
import { changeNumberState, numberChangeSchema } from "./accounts/change-number.ts";
import type { BillLine } from "./billing/bill.ts";
import type { RateCard } from "./billing/rate-cards.ts";
import type { BillQuery } from "./billing/sum-bill.ts";
import { findLines, sumOf } from "./billing/sum-bill.ts";
import type { customerSchema } from "./control/control-commands.ts";
import {
  createCustomer,
  openThread,
  playMessage,
  sendExample,
  writeAsCustomer,
} from "./control/control-commands.ts";
import {
  requireCustomer,
  requirePhoneNumber,
  requireTemplate,
  requireWaba,
} from "./control/control-error.ts";
import { viewThread } from "./control/thread-view.ts";
import type { customerChangeSchema } from "./customers/change-customer.ts";
import { changeCustomer, changeNumber } from "./customers/change-customer.ts";
import type { ExampleKind } from "./customers/example-messages.ts";
import type { Fault, FaultOrder } from "./faults.ts";
import type { JsonObject } from "./json.ts";
import type { CallRecord, Customer, DeliveryRecord } from "./model.ts";
import type { Settings, Simulator } from "./simulator.ts";
import { changeTemplate, templateChangeSchema } from "./templates/change-template.ts";
import { endPacing } from "./templates/end-pacing.ts";
import { verifyWebhook } from "./webhooks/handshake.ts";

/** A running Cloud API: what scripts and tests do with it without HTTP. */
export type CloudApi = {
  url: string;
  port: number;
  close(): Promise<void>;
  setWebhookUrl(url: string | null): void;
  /** Does Meta's handshake with the webhook address. */
  verifyWebhook(): Promise<{ isVerified: boolean; status: number | null }>;
  /** Changes what may change while it runs: delays, window refusal, Graph version … */
  configure(change: Partial<Settings>): void;
  addCustomer(input: z.input<typeof customerSchema>): Customer;
  changeCustomer(id: string, change: z.input<typeof customerChangeSchema>): void;
  changeNumber(id: string, waId: string): void;
  /** The customer writes a WhatsApp message object; answers its id. */
  writeAsCustomer(
    id: string,
    message: JsonObject & { phoneNumberId?: string; sentAt?: string },
  ): { id: string };
  /** The customer sends the example of a kind (`GET /control/examples`). */
  sendExample(id: string, kind: ExampleKind, phoneNumberId?: string): { id: string };
  /** The customer opens the thread: delivered messages become read. */
  openThread(id: string, phoneNumberId?: string): Promise<void>;
  /** The customer plays a voice note: `played`. */
  playMessage(messageId: string): Promise<void>;
  /** Changes a number as Meta would: quality, status, throughput, name. */
  changePhoneNumber(id: string, change: z.input<typeof numberChangeSchema>): void;
  /** Changes an account as Meta would: limit, ban, restrictions, payment. */
  changeAccount(id: string, change: z.input<typeof accountChangeSchema>): void;
  /** What her phone shows. */
  viewThread(id: string, phoneNumberId?: string): JsonObject;
  addFault(order: FaultOrder): Fault;
  clearFaults(): void;
  /** Changes a template as Meta would: `id` may be its name. */
  changeTemplate(id: string, change: z.input<typeof templateChangeSchema>): void;
  endPacing(outcome: "release" | "pause"): number;
  /** Free texts of a number that count as delivered in a month (YYYY-MM). */
  setServiceDelivered(input: { phoneNumberId: string; month: string; used: number }): void;
  /** What Meta billed: the lines of a month, or all; their sum in millionths. */
  bill(query?: BillQuery): { lines: readonly BillLine[]; totalMillionths: number };
  /** Adds a rate card to the published ones: another currency, or conversations before July 2025. */
  addRateCard(card: RateCard): void;
  /** Calls of `/messages`, oldest first. */
  calls(): readonly CallRecord[];
  /** Attempts to hand over webhooks, oldest first. */
  deliveries(): readonly DeliveryRecord[];
  /** Resolves when every status and webhook was delivered or given up. */
  settled(): Promise<void>;
};

/** Wraps a running simulator for scripts and tests. */
export function createHandle(simulator: Simulator, close: () => Promise<void>): CloudApi {
  const { store, settings, faults } = simulator;
  const customerOf = (id: string) => requireCustomer(store, id);
  return {
    url: simulator.address.url,
    port: Number(new URL(simulator.address.url).port),
    close,
    setWebhookUrl(url) {
      settings.webhookUrl = url;
    },
    verifyWebhook: () => verifyWebhook(settings.webhookUrl ?? "", simulator.verifyToken),
    configure(change) {
      Object.assign(settings, change);
    },
    addCustomer: (input) => createCustomer(simulator, input),
    changeCustomer: (id, change) => changeCustomer(simulator, customerOf(id), change),
    changeNumber: (id, waId) => changeNumber(simulator, customerOf(id), waId),
    writeAsCustomer: (id, message) => ({ id: writeAsCustomer(simulator, id, message).id }),
    sendExample: (id, kind, phoneNumberId) => {
      const phoneNumber = requirePhoneNumber(store, phoneNumberId);
      return { id: sendExample(simulator, { customer: customerOf(id), phoneNumber, kind }).id };
    },
    openThread: (id, phoneNumberId) =>
      openThread(simulator, customerOf(id), requirePhoneNumber(store, phoneNumberId).id),
    playMessage: (messageId) => playMessage(simulator, messageId),
    changePhoneNumber: (id, change) =>
      changeNumberState(simulator, requirePhoneNumber(store, id), numberChangeSchema.parse(change)),
    changeAccount: (id, change) =>
      changeAccount(simulator, requireWaba(store, id), accountChangeSchema.parse(change)),
    viewThread: (id, phoneNumberId) =>
      viewThread(simulator, customerOf(id).key, requirePhoneNumber(store, phoneNumberId).id),
    addFault(order) {
      const fault = faults.add(order);
      if (fault.kind === "refuse-connection") {
        faults.remove(fault.id);
        simulator.refuseConnections(fault.delayMs ?? 1_000);
      }
      return fault;
    },
    clearFaults: () => faults.clear(),
    changeTemplate: (id, change) =>
      changeTemplate(simulator, requireTemplate(store, id), templateChangeSchema.parse(change)),
    endPacing: (outcome) => endPacing(simulator, outcome),
    setServiceDelivered({ phoneNumberId, month, used }) {
      store.serviceDelivered.set(`${phoneNumberId}|${month}`, used);
    },
    bill: (query = {}) => {
      const lines = findLines(store, query);
      return { lines, totalMillionths: sumOf(lines) };
    },
    addRateCard: (card) => void store.rateCards.push(card),
    calls: () => simulator.calls,
    deliveries: () => simulator.deliveries,
    settled: () => simulator.scheduler.settled(),
  };
}
