import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { announceMessage } from "./customers/receive-message.ts";
import type { Message } from "./model.ts";
import { freshTemplateState } from "./seed-store.ts";
import type { Simulator } from "./simulator.ts";
import { planReaching, startDelivery } from "./statuses/statuses.ts";
import type { Store } from "./store.ts";
import { getRecord } from "./store.ts";

type Entries<T> = T extends Map<string, infer Value> ? [string, Value][] : never;
type SavedMedia = Omit<ReturnType<Store["media"]["get"]> & {}, "bytes"> & { bytes: string };
/** What is kept between runs: all but accounts and numbers, which the options give. */
type Snapshot = {
  templates: Entries<Store["templates"]>;
  customers: Entries<Store["customers"]>;
  pairs: Entries<Store["pairs"]>;
  messages: Entries<Store["messages"]>;
  serviceDelivered: Entries<Store["serviceDelivered"]>;
  /** Newer than the rest: an older file has none. */
  reachedOutside?: Entries<Store["reachedOutside"]>;
  templateCreations?: Entries<Store["templateCreations"]>;
  blockedNames?: Entries<Store["blockedNames"]>;
  bill?: Store["bill"];
  rateCards?: Store["rateCards"];
  media: [string, SavedMedia][];
  count: number;
};

/** Reads the memory of an earlier run, if there is one. */
export function loadSnapshot(store: Store, file: string): void {
  if (!existsSync(file)) {
    return;
  }
  const saved = JSON.parse(readFileSync(file, "utf8")) as Snapshot;
  fill(
    store.templates,
    saved.templates.map(([id, template]) => [id, { ...freshTemplateState(), ...template }]),
  );
  fill(
    store.customers,
    saved.customers.map(([key, customer]) => [
      key,
      { ...customer, identityHash: customer.identityHash ?? null },
    ]),
  );
  fill(
    store.pairs,
    saved.pairs.map(([key, pair]) => [key, { ...pair, isBlocked: pair.isBlocked ?? false }]),
  );
  fill(
    store.messages,
    saved.messages.map(([id, message]) => [id, completeMessage(message)]),
  );
  fill(store.serviceDelivered, saved.serviceDelivered);
  fill(store.reachedOutside, saved.reachedOutside ?? []);
  fill(store.templateCreations, saved.templateCreations ?? []);
  fill(store.blockedNames, saved.blockedNames ?? []);
  store.bill.push(...(saved.bill ?? []));
  store.rateCards.push(...(saved.rateCards ?? []));
  for (const [id, media] of saved.media) {
    store.media.set(id, { ...media, bytes: Buffer.from(media.bytes, "base64") });
  }
  store.counter.count = saved.count;
}

/** Writes the memory in one step: a crash leaves the old file or the new one. */
export function saveSnapshot(store: Store, file: string): void {
  const snapshot: Snapshot = {
    templates: [...store.templates],
    customers: [...store.customers],
    pairs: [...store.pairs],
    messages: [...store.messages],
    serviceDelivered: [...store.serviceDelivered],
    reachedOutside: [...store.reachedOutside],
    templateCreations: [...store.templateCreations],
    blockedNames: [...store.blockedNames],
    bill: store.bill,
    rateCards: store.rateCards,
    media: [...store.media].map(([id, media]) => [id, { ...media, bytes: media.bytes.toString("base64") }]),
    count: store.counter.count,
  };
  writeFileSync(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Goes on with the messages that were under way, in both directions, when the earlier run ended. */
export function resumeDeliveries(simulator: Simulator): void {
  for (const message of simulator.store.messages.values()) {
    if (message.direction === "in") {
      if (message.webhook === "pending") {
        announceMessage(simulator, message, getRecord(simulator.store.customers, message.customerKey));
      }
    } else if (message.status === "accepted") {
      startDelivery(simulator, message);
    } else if (message.status === "sent" && message.type !== "reaction") {
      planReaching(simulator, message);
    }
  }
}

/** A message of an older file was never edited, and its template has neither cards nor offer. */
function completeMessage(saved: Message): Message {
  const message = { ...saved, edited: saved.edited ?? null, isRevoked: saved.isRevoked ?? false };
  if (message.direction === "in" || message.template === null) {
    return message;
  }
  const { template } = message;
  const rendered = { ...template.rendered };
  rendered.cards ??= [];
  rendered.offer ??= null;
  return { ...message, template: { ...template, rendered, ttlSeconds: template.ttlSeconds ?? null } };
}

function fill<T>(records: Map<string, T>, entries: readonly [string, T][]): void {
  for (const [id, record] of entries) {
    records.set(id, record);
  }
}
