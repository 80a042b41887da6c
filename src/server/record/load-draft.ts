import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { loadAttempt } from "./attempts.ts";
import { createDraft, type Draft, keyOf, loadRow } from "./draft.ts";
import type { Fact } from "./facts.ts";
import * as queries from "./load.queries.ts";
import { loadDoubts } from "./load-doubts.ts";
import { collectKeys, type LoadKeys } from "./load-keys.ts";
import { findCorrectedSpans, loadPairs } from "./load-pairs.ts";
import { loadParkedRow } from "./parked.ts";
import { loadAddress, loadIdentity } from "./people.ts";
import type { AddressRecord, ChannelRow, MessageRow, WorkspaceRow } from "./rows.ts";

/** What all workspaces of a batch are loaded with. */
export type Common = {
  workspace: WorkspaceRow;
  channels: readonly ChannelRow[];
  now: Instant;
};

/** Facts of one workspace with the rows that they name by themselves. */
export type Named = {
  workspaceId: string;
  facts: readonly Fact[];
  keys: LoadKeys;
  /** The same again, quoted ones, targets of reactions. */
  messages: readonly MessageRow[];
  /** All addresses of the senders' customers. */
  addresses: readonly AddressRecord[];
};

/** Loads what facts name by themselves; it may be asked for in one breath with the lock, after it. */
export async function loadNamed(
  db: Transaction,
  workspaceId: string,
  facts: readonly Fact[],
): Promise<Named> {
  const keys = collectKeys(facts);
  const providers = [...keys.messageProviders.values()];
  const addressKeys = [...keys.addressKeys];
  const [messages, addresses] = await Promise.all([
    providers.length === 0 ? [] : queries.loadMessagesByProvider(db, workspaceId, providers),
    addressKeys.length === 0 ? [] : queries.loadAddresses(db, workspaceId, addressKeys),
  ]);
  return { workspaceId, facts, keys, messages, addresses };
}

/** Loads what the facts of one workspace touch, in set queries; counters are locked by then. */
export async function loadDraft(
  db: Transaction,
  common: Common,
  { facts, keys, messages, addresses }: Named,
): Promise<Draft> {
  const { workspaceId } = common.workspace;
  const draft = createDraft(common.workspace);
  for (const channel of common.channels.filter((row) => row.workspaceId === workspaceId)) {
    draft.channels.set(channel.id, channel);
  }
  for (const row of messages) {
    takeMessage(draft, row);
  }
  for (const row of addresses) {
    loadAddress(draft, row);
  }
  const settling = await loadSettling(db, draft, keys);
  await loadPeople(db, draft, keys);
  await loadDoubts(db, draft, facts);
  const [corrected] = await Promise.all([findCorrectedSpans(db, draft, facts), loadWindows(db, draft)]);
  await loadPairs(db, draft, { facts, settling, corrected, now: common.now });
  if (settling.length > 0) {
    await loadMoney(db, draft, settling);
  }
  return draft;
}

/** Messages whose state may move, with all their attempts and the statuses that wait for them. */
async function loadSettling(db: Transaction, draft: Draft, keys: LoadKeys): Promise<MessageRow[]> {
  if (!keys.settles) {
    return [];
  }
  const { workspaceId } = draft.workspace;
  const accepted = [...keys.acceptedIds].flatMap((providerId) =>
    [...draft.channels.keys()].map((channelId) => ({ channelId, providerId })),
  );
  const providers = [...keys.attemptProviders.values(), ...accepted];
  const named =
    providers.length + keys.attemptIds.size === 0
      ? []
      : await queries.loadAttempts(db, workspaceId, { providers, ids: [...keys.attemptIds] });
  const ids = new Set([...keys.messageIds, ...named.map((row) => row.messageId)]);
  const messages = ids.size === 0 ? [] : await queries.loadMessages(db, workspaceId, [...ids]);
  for (const row of messages) {
    takeMessage(draft, row);
  }
  for (const row of ids.size === 0 ? [] : await queries.loadAttemptsOf(db, workspaceId, [...ids])) {
    loadAttempt(draft, row);
  }
  const attemptIds = [...new Set([...draft.attempts.rows.keys(), ...keys.attemptIds])];
  if (providers.length + attemptIds.length > 0) {
    for (const row of await queries.loadParked(db, workspaceId, { providers, attemptIds })) {
      loadParkedRow(draft, row);
    }
  }
  return messages;
}

/** Customers with identities, addresses and threads: those of the loaded addresses and those of the loaded messages. */
async function loadPeople(db: Transaction, draft: Draft, keys: LoadKeys): Promise<void> {
  const { workspaceId } = draft.workspace;
  const customerIds = new Set<string>();
  for (const row of draft.addresses.rows.values()) {
    customerIds.add(row.customerId);
  }
  const threadIds = new Set(keys.threadIds);
  for (const row of draft.messages.rows.values()) {
    threadIds.add(row.threadId);
  }
  if (threadIds.size === 0 && customerIds.size === 0) {
    return;
  }
  const [missing] = await Promise.all([
    loadThreads(db, draft, { threadIds, customerIds }),
    loadCustomers(db, draft, [...customerIds]),
  ]);
  if (missing.length > 0) {
    const [addresses] = await Promise.all([
      queries.loadAddressesOf(db, workspaceId, missing),
      loadCustomers(db, draft, missing),
    ]);
    for (const row of addresses) {
      loadAddress(draft, row);
    }
  }
}

/** Customers with their identities. */
async function loadCustomers(db: Transaction, draft: Draft, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const { workspaceId } = draft.workspace;
  const [customers, identities] = await Promise.all([
    queries.loadCustomers(db, workspaceId, ids),
    queries.loadIdentities(db, workspaceId, ids),
  ]);
  for (const row of customers) {
    loadRow(draft.customers, row.id, row);
  }
  for (const row of identities) {
    loadIdentity(draft, row);
  }
}

/** The windows of all loaded identities. */
async function loadWindows(db: Transaction, draft: Draft): Promise<void> {
  const identityIds = [...draft.identities.rows.keys()];
  if (identityIds.length === 0) {
    return;
  }
  const pairs = { channelIds: [...draft.channels.keys()], identityIds };
  for (const row of await queries.loadWindows(db, draft.workspace.workspaceId, pairs)) {
    loadRow(draft.windows, keyOf(row.channelId, row.identityId), row);
  }
}

/** Loads threads, and answers the customers who were not known before. */
async function loadThreads(
  db: Transaction,
  draft: Draft,
  { threadIds, customerIds }: { threadIds: ReadonlySet<string>; customerIds: ReadonlySet<string> },
): Promise<string[]> {
  const missing: string[] = [];
  const ids = { ids: [...threadIds], customerIds: [...customerIds] };
  for (const row of await queries.loadThreads(db, draft.workspace.workspaceId, ids)) {
    loadRow(draft.threads, row.id, row);
    draft.threadByCustomer.set(row.customerId, row.mergedInto ?? row.id);
    if (!customerIds.has(row.customerId)) {
      missing.push(row.customerId);
    }
  }
  return missing;
}

/** Last ledger lines of the messages and what is used of the month's free texts. */
async function loadMoney(db: Transaction, draft: Draft, settling: readonly MessageRow[]): Promise<void> {
  const { workspaceId } = draft.workspace;
  const messageIds = settling.map((row) => row.id);
  for (const row of await queries.loadCharges(db, workspaceId, messageIds)) {
    draft.charges.set(row.messageId, row);
  }
  for (const row of await queries.loadAllowances(db, workspaceId, [...draft.channels.keys()])) {
    loadRow(draft.allowances, keyOf(row.channelId, row.month), row);
  }
}

function takeMessage(draft: Draft, row: MessageRow): void {
  loadRow(draft.messages, row.id, row);
  if (row.channelId !== null && row.providerId !== null) {
    draft.messageByProvider.set(keyOf(row.channelId, row.providerId), row.id);
  }
}
