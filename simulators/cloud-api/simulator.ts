import type { Clock } from "../clock.ts";
import type { FaultPlan } from "./faults.ts";
import type { ManagementLimit } from "./graph/management-limit.ts";
import type { Identifiers } from "./identifiers.ts";
import type { RateLimiter } from "./messages/limiters.ts";
import type { CallRecord, DeliveryRecord } from "./model.ts";
import type { MessagingLimit, PageTab, StatusDelays, TemplateReview, WindowRefusal } from "./options.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Store } from "./store.ts";
import type { WebhookSender } from "./webhooks/webhook-sender.ts";

/** What may be changed while the simulator runs. */
export type Settings = {
  webhookUrl: string | null;
  graphVersion: number;
  statusDelaysMs: StatusDelays;
  windowRefusal: WindowRefusal;
  unknownRecipients: "create" | "undeliverable";
  templateReview: TemplateReview;
  /** Sources disagree on the subcode of a second template of the same name and language (§3.4). */
  duplicateTemplateSubcode: 2388023 | 2388024;
  /** All accounts here belong to one portfolio. */
  messagingLimit: MessagingLimit;
  /** No code is documented for passing it (§7.2): which one, and in the answer or as a failed status. */
  messagingLimitRefusal: { code: number; in: "answer" | "status" };
  /** After so many sends a marketing template whose quality is not GREEN is held; null: never (§3.3). */
  pacingAfter: number | null;
  /** How many marketing templates somebody gets in 24 h outside the window; null: as many as are sent (§7.4). */
  marketingCap: number | null;
  /** What an account without a payment method can't send: what is charged, or anything (§1.5 [C]). */
  unpaidStops: "charged" | "everything";
};

/** The parts of a running simulator, handed to every operation. */
export type Simulator = {
  store: Store;
  settings: Settings;
  clock: Clock;
  ids: Identifiers;
  faults: FaultPlan;
  limiter: RateLimiter;
  scheduler: Scheduler;
  webhooks: WebhookSender;
  /** Null: management calls are not limited. */
  managementLimit: ManagementLimit | null;
  /** When management calls came, by account, real ms. */
  managementCalls: Map<string, number[]>;
  calls: CallRecord[];
  deliveries: DeliveryRecord[];
  /** Typing bubbles by `phoneNumberId|customerKey`: until when, real ms. */
  typing: Map<string, number>;
  accessToken: string;
  verifyToken: string;
  /** The app that the access token belongs to. */
  appId: string;
  /** The portfolio that all accounts belong to. */
  businessId: string;
  tabs: readonly PageTab[];
  /** Where the simulator is reached; known once it listens. */
  address: { url: string };
  /** Tells pages and the state file that something changed. */
  changes: Changes;
  /** Stops listening for so many real ms, so that connections are refused. */
  refuseConnections: (forMs: number) => void;
};

/** Listeners for "something changed". */
export type Changes = {
  notify(): void;
  listen(listener: () => void): () => void;
};

/** Makes the list of listeners. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const listener of [...listeners]) {
        listener();
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Adds to a log that never grows past a bound, so that a long demo stays small. */
export function appendBounded<T>(log: T[], entry: T): void {
  log.push(entry);
  if (log.length > 20_000) {
    log.splice(0, 5_000);
  }
}
