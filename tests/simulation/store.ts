import type { LiveEvent } from "#contract/events.ts";
import type { WindowRecord } from "#domain/window.ts";
import type { Attempt } from "#server/delivery/attempt.ts";
import type { Receipt } from "#server/delivery/receipt.ts";
import type { Submission } from "#server/ingest/submission.ts";
import type { SubmittedFact } from "#server/record/facts.ts";
import type {
  AllowanceRow,
  AttemptRow,
  ChargeRow,
  ConversationRow,
  MessageRow,
  ThreadRow,
  WindowRow,
} from "#server/record/rows.ts";
import type { Clocked } from "./clocks.ts";

/** Everything that is stored, for the invariants to look at. */
export type Rows = {
  messages: MessageRow[];
  attempts: AttemptRow[];
  threads: ThreadRow[];
  windows: WindowRow[];
  conversations: ConversationRow[];
  /** All lines of the ledger, in the order of their entries. */
  charges: ChargeRow[];
  allowances: AllowanceRow[];
  queue: { messageId: string; leaseId: string | null }[];
  /** What the stream told, in order. */
  events: LiveEvent[];
  quarantined: number;
};

/** Where a person of the hotel's world is kept: the thread and the identity on one kind of channel. */
export type Place = { threadId: string; identityId: string };

/**
 * Where the product keeps its threads: in memory or in PostgreSQL. Both make the same decisions with the product's own
 * code; every call is one transaction.
 */
export type Store = {
  workspaceId: string;
  /** Webhooks and mails, as ingest stores a batch. */
  ingest(batch: readonly Submission[]): Promise<void>;
  submit(fact: SubmittedFact): Promise<void>;
  claim(worker: Clocked): Promise<Attempt[]>;
  /** A new slot for an attempt that missed its own. */
  redraw(worker: Clocked, attempt: Attempt): Promise<number>;
  storeReceipts(worker: Clocked, receipts: readonly Receipt[]): Promise<void>;
  sweep(worker: Clocked): Promise<void>;
  endOverdue(): Promise<void>;
  /** The UID up to which the mailbox was read; 0 when it never was. */
  mailCursor(): Promise<number>;
  /** Null while nobody knows the person on that kind of channel. */
  findPlace(person: number, channel: number): Promise<Place | null>;
  findWindow(channelId: string, identityId: string): Promise<WindowRecord | null>;
  /** Whether the queue is empty and every attempt has ended. */
  isIdle(): Promise<boolean>;
  rows(): Promise<Rows>;
  close(): Promise<void>;
};
