import type { LiveEvent } from "#contract/events.ts";
import type { SkipReason } from "#domain/auto-reply.ts";
import type { ChannelHealth } from "#domain/channel-health.ts";
import type { RateCard } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import type { Move } from "../meters.ts";
import type { ChannelToldFact } from "./facts.ts";
import type { Merge, Split, SplitPlan } from "./merges.ts";
import type {
  AddressRecord,
  AllowanceRow,
  AttachmentRow,
  AttemptRow,
  ChannelRow,
  ChargeRow,
  ConversationRow,
  CustomerRow,
  DailyCostRow,
  IdentityRow,
  LostWindowRow,
  MailAnswerRow,
  MessageRow,
  ParkedRow,
  QueueRow,
  ReactionRow,
  SuggestionRow,
  ThreadRow,
  VolumeRow,
  VolumeTierRow,
  WindowRow,
  WorkspaceRow,
} from "./rows.ts";

/** Rows of one table in memory, with what must be written back: the keys, and the fields that changed in any of them. */
export type Tracked<Row> = {
  rows: Map<string, Row>;
  added: Set<string>;
  changed: Set<string>;
  changedFields: Set<keyof Row & string>;
  removed: Set<string>;
};

/** Keys of rows by what they belong to. */
export type Index = Map<string, Set<string>>;

/** One (channel, identity): its messages of ours, its conversations and the opening events, from `loadedFrom` on. */
export type Pair = { messageIds: Set<string>; conversationIds: Set<string>; openings: Instant[] };

/**
 * The part of one workspace that a batch touches. `decide` changes nothing else: given the same draft, facts, time and
 * ids it always comes to the same end. It belongs to one batch and is thrown away after it was written.
 */
export type Draft = {
  workspace: WorkspaceRow;
  channels: Map<string, ChannelRow>;
  customers: Tracked<CustomerRow>;
  identities: Tracked<IdentityRow>;
  addresses: Tracked<AddressRecord>;
  threads: Tracked<ThreadRow>;
  messages: Tracked<MessageRow>;
  attempts: Tracked<AttemptRow>;
  parked: Tracked<ParkedRow>;
  attachments: AttachmentRow[];
  /** The last reaction of each identity to each message; an empty emoji takes it off. */
  reactions: Map<string, ReactionRow>;
  windows: Tracked<WindowRow>;
  conversations: Tracked<ConversationRow>;
  /** Last ledger line of each loaded message. */
  charges: Map<string, ChargeRow>;
  newCharges: ChargeRow[];
  allowances: Tracked<AllowanceRow>;
  /** Cards that the workspace imported, in that order. */
  cards: readonly RateCard[];
  volumes: Tracked<VolumeRow>;
  volumeTiers: Tracked<VolumeTierRow>;
  /** What new ledger lines change in the sums of their days, by the names of the sum. */
  dailyCosts: Map<string, DailyCostRow>;
  lostWindows: LostWindowRow[];
  mailAnswers: MailAnswerRow[];
  /** Messages that came to another conversation, or to none, since this was last looked at. */
  moved: Set<string>;
  /** Rows to be put into the delivery queue, by message. */
  queued: Map<string, QueueRow>;
  unqueued: Set<string>;
  /** Stored queue rows of customers in doubt that no process has in hand, by message. */
  waiting: Set<string>;
  suggestions: Tracked<SuggestionRow>;
  /** Threads that another one took in, with it. */
  merges: Merge[];
  /** Threads that a part goes out of, with what is known of both parts, by the thread that stays. */
  splitPlans: Map<string, SplitPlan>;
  splits: Split[];
  /** How channels do of which the provider tells something now, and which ones each fact is about. */
  healths: Map<string, { health: ChannelHealth; toldAt: Instant | null }>;
  toldChannels: Map<ChannelToldFact, string[]>;
  /** Threads that were put away and are open again. */
  opened: Set<string>;
  /** By what they are about: of several events about one thing the last is enough. */
  events: Map<string, LiveEvent>;
  /** Bodies of which a part could not be filed: they go to quarantine, the rest is kept. */
  problems: { journalId: string; reason: string; detail: string }[];
  /** Messages that the guard of automatic answers said no to, with the first reason (R1–R9). */
  unanswered: { messageId: string; reason: SkipReason }[];
  /** Messages of ours that came to a status, to be counted once all is committed. */
  moves: Move[];
  addressesByKey: Index;
  addressesByCustomer: Index;
  identitiesByCustomer: Index;
  attemptsByMessage: Index;
  /** By (channel, provider id) and by attempt id. */
  parkedByName: Index;
  threadByCustomer: Map<string, string>;
  messageByProvider: Map<string, string>;
  attemptByProvider: Map<string, string>;
  pairs: Map<string, Pair>;
};

/** Starts an empty draft of a workspace whose counters are locked. */
export function createDraft(workspace: WorkspaceRow): Draft {
  return {
    workspace,
    channels: new Map(),
    customers: track(),
    identities: track(),
    addresses: track(),
    threads: track(),
    messages: track(),
    attempts: track(),
    parked: track(),
    attachments: [],
    reactions: new Map(),
    windows: track(),
    conversations: track(),
    charges: new Map(),
    newCharges: [],
    allowances: track(),
    cards: [],
    volumes: track(),
    volumeTiers: track(),
    dailyCosts: new Map(),
    lostWindows: [],
    mailAnswers: [],
    moved: new Set(),
    queued: new Map(),
    unqueued: new Set(),
    waiting: new Set(),
    suggestions: track(),
    merges: [],
    splitPlans: new Map(),
    splits: [],
    healths: new Map(),
    toldChannels: new Map(),
    opened: new Set(),
    events: new Map(),
    problems: [],
    unanswered: [],
    moves: [],
    addressesByKey: new Map(),
    addressesByCustomer: new Map(),
    identitiesByCustomer: new Map(),
    attemptsByMessage: new Map(),
    parkedByName: new Map(),
    threadByCustomer: new Map(),
    messageByProvider: new Map(),
    attemptByProvider: new Map(),
    pairs: new Map(),
  };
}

/** Key of things that belong to a channel together with something else. */
export function keyOf(channelId: string, other: string): string {
  return `${channelId} ${other}`;
}

/** Puts a stored row into the draft. */
export function loadRow<Row>(table: Tracked<Row>, key: string, row: Row): void {
  if (!table.rows.has(key)) {
    table.rows.set(key, row);
  }
}

/** Adds a new row, to be inserted. */
export function addRow<Row>(table: Tracked<Row>, key: string, row: Row): void {
  table.rows.set(key, row);
  table.added.add(key);
}

/** Changes a row, to be written back unless it stays the same; the row must be in the draft. */
export function changeRow<Row extends object>(table: Tracked<Row>, key: string, patch: Partial<Row>): Row {
  const before = table.rows.get(key);
  if (before === undefined) {
    throw new Error(`not loaded: ${key}`);
  }
  const fields = differingFields(before, patch);
  if (fields.length === 0) {
    return before;
  }
  const row = { ...before, ...patch };
  table.rows.set(key, row);
  if (!table.added.has(key)) {
    table.changed.add(key);
    for (const field of fields) {
      table.changedFields.add(field);
    }
  }
  return row;
}

function differingFields<Row extends object>(row: Row, patch: Partial<Row>): (keyof Row & string)[] {
  const fields: (keyof Row & string)[] = [];
  for (const field in patch) {
    if (patch[field] !== row[field]) {
      fields.push(field);
    }
  }
  return fields;
}

/** Takes a row away, to be deleted. */
export function removeRow<Row>(table: Tracked<Row>, key: string): void {
  table.rows.delete(key);
  table.changed.delete(key);
  if (!table.added.delete(key)) {
    table.removed.add(key);
  }
}

/** The (channel, identity) pair, made empty when nothing was loaded for it. */
export function pairOf(draft: Draft, channelId: string, identityId: string): Pair {
  const key = keyOf(channelId, identityId);
  const known = draft.pairs.get(key);
  if (known !== undefined) {
    return known;
  }
  const pair: Pair = { messageIds: new Set(), conversationIds: new Set(), openings: [] };
  draft.pairs.set(key, pair);
  return pair;
}

/** The next message sequence number of the workspace. */
export function nextMessageSeq(draft: Draft): number {
  draft.workspace.messageSeq += 1;
  return draft.workspace.messageSeq;
}

function track<Row>(): Tracked<Row> {
  return {
    rows: new Map(),
    added: new Set(),
    changed: new Set(),
    changedFields: new Set(),
    removed: new Set(),
  };
}
