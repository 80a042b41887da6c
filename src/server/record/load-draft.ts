import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { loadAttempt } from "./attempts.ts";
import { loadTold } from "./channel-told.ts";
import { createDraft, type Draft, keyOf, loadRow } from "./draft.ts";
import type { Fact } from "./facts.ts";
import * as queries from "./load.queries.ts";
import { loadDoubts } from "./load-doubts.ts";
import { collectKeys, type LoadKeys } from "./load-keys.ts";
import { loadChargesTogether, loadMoney } from "./load-money.ts";
import { findCorrectedSpans, loadPairs } from "./load-pairs.ts";
import { loadPeopleByKeys, type PersonRow } from "./load-people.queries.ts";
import { loadSettling, type Settling } from "./load-settling.queries.ts";
import { loadSplits } from "./load-splits.ts";
import { loadParkedRow } from "./parked.ts";
import { loadAddress, loadIdentity } from "./people.ts";
import type { PeopleMemory } from "./people-memory.ts";
import type { AddressRecord, ChannelRow, MessageRow, ThreadRow, WorkspaceRow } from "./rows.ts";

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
  /** Null: no message of ours may move. */
  settling: Settling | null;
  /** All addresses of the senders' customers. */
  addresses: readonly AddressRecord[];
  people: readonly PersonRow[];
  /** Some of them were remembered, not looked up: that must be shown to hold. */
  isRecalled: boolean;
};

/**
 * Loads what facts name by themselves, but for those who are remembered; it may be asked for in one breath with the lock,
 * after it.
 */
export async function loadNamed(
  db: Transaction,
  workspaceId: string,
  facts: readonly Fact[],
  remembered?: PeopleMemory,
): Promise<Named> {
  const keys = collectKeys(facts);
  const providers = [...keys.messageProviders.values()];
  const recalled = remembered?.recall(workspaceId, keys.addressKeys) ?? null;
  const unknown = recalled?.missing ?? keys.addressKeys;
  const addressKeys = [...unknown.keys()];
  const [messages, settling, addresses, people] = await Promise.all([
    providers.length === 0 ? [] : queries.loadMessagesByProvider(db, workspaceId, providers),
    keys.settles ? loadSettling(db, workspaceId, keys) : null,
    addressKeys.length === 0 ? [] : queries.loadAddresses(db, workspaceId, addressKeys),
    addressKeys.length === 0 ? [] : loadPeopleByKeys(db, workspaceId, unknown),
  ]);
  return {
    workspaceId,
    facts,
    keys,
    messages,
    settling,
    addresses: recalled === null ? addresses : [...recalled.addresses, ...addresses],
    people: recalled === null ? people : [...recalled.people, ...people],
    isRecalled: recalled !== null,
  };
}

/** Loads what the facts of one workspace touch, in set queries; counters are locked by then. */
export async function loadDraft(
  db: Transaction,
  common: Common,
  { facts, keys, messages, settling, addresses, people }: Named,
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
  for (const person of people) {
    takePerson(draft, person);
  }
  takeSettling(draft, settling);
  await loadOthers(db, draft, keys);
  await loadSplits(db, draft, facts);
  await loadTold(db, draft, facts);
  const doubted = await loadDoubts(db, draft, facts);
  const moving = settling?.messages ?? [];
  const corrected = findCorrectedSpans(draft, facts, people);
  const needsMoney = keys.settles || doubted.length > 0 || facts.some(({ type }) => type === "volume-tier");
  await Promise.all([
    loadPairs(db, draft, { facts, settling: moving, corrected, now: common.now }),
    needsMoney ? loadMoney(db, draft, { charged: [...moving, ...doubted], now: common.now }) : null,
  ]);
  if (needsMoney) {
    await loadChargesTogether(db, draft);
  }
  return draft;
}

function takeSettling(draft: Draft, settling: Settling | null): void {
  for (const row of settling?.messages ?? []) {
    takeMessage(draft, row);
  }
  for (const row of settling?.attempts ?? []) {
    loadAttempt(draft, row);
  }
  for (const row of settling?.parked ?? []) {
    loadParkedRow(draft, row);
  }
}

function takePerson(draft: Draft, { customer, identity, thread, window }: PersonRow): void {
  loadRow(draft.customers, customer.id, customer);
  if (identity !== null) {
    loadIdentity(draft, identity);
  }
  if (thread !== null) {
    takeThread(draft, thread);
  }
  if (window !== null) {
    loadRow(draft.windows, keyOf(window.channelId, window.identityId), window);
  }
}

/** Threads that the facts or the loaded messages name, with their customers as far as nobody named them. */
async function loadOthers(db: Transaction, draft: Draft, keys: LoadKeys): Promise<void> {
  const { workspaceId } = draft.workspace;
  const threadIds = new Set(keys.threadIds);
  for (const row of draft.messages.rows.values()) {
    threadIds.add(row.threadId);
  }
  const missing = [...threadIds].filter((id) => !draft.threads.rows.has(id));
  if (missing.length === 0) {
    return;
  }
  for (const row of await queries.loadThreads(db, workspaceId, missing)) {
    takeThread(draft, row);
  }
  const customerIds = [...draft.threads.rows.values()]
    .map((row) => row.customerId)
    .filter((id) => !draft.customers.rows.has(id));
  if (customerIds.length > 0) {
    await loadCustomers(db, draft, customerIds);
  }
}

/** Customers with their addresses, identities and windows. */
async function loadCustomers(db: Transaction, draft: Draft, ids: readonly string[]): Promise<void> {
  const { workspaceId } = draft.workspace;
  const channelIds = [...draft.channels.keys()];
  const [customers, addresses, identities, windows] = await Promise.all([
    queries.loadCustomers(db, workspaceId, ids),
    queries.loadAddressesOf(db, workspaceId, ids),
    queries.loadIdentities(db, workspaceId, ids),
    queries.loadWindowsOf(db, workspaceId, { channelIds, customerIds: ids }),
  ]);
  for (const row of customers) {
    loadRow(draft.customers, row.id, row);
  }
  for (const row of addresses) {
    loadAddress(draft, row);
  }
  for (const row of identities) {
    loadIdentity(draft, row);
  }
  for (const row of windows) {
    loadRow(draft.windows, keyOf(row.channelId, row.identityId), row);
  }
}

function takeThread(draft: Draft, row: ThreadRow): void {
  loadRow(draft.threads, row.id, row);
  draft.threadByCustomer.set(row.customerId, row.mergedInto ?? row.id);
}

function takeMessage(draft: Draft, row: MessageRow): void {
  loadRow(draft.messages, row.id, row);
  if (row.channelId !== null && row.providerId !== null) {
    draft.messageByProvider.set(keyOf(row.channelId, row.providerId), row.id);
  }
}
