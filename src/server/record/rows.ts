import type { InboundStatus, ReportedPricing } from "#channels/channel.ts";
import type { AddressKind } from "#domain/address.ts";
import type { PricingSettings } from "#domain/billed-as.ts";
import type { Category, StartedBy } from "#domain/conversation.ts";
import type { AttemptState, DeliveryStatus, Failure } from "#domain/delivery-status.ts";
import type { ChargeEntry } from "#domain/ledger.ts";
import type { Instant } from "#domain/time.ts";
import type { SubmittedTemplate } from "./facts.ts";

/** The counters of a workspace, which whoever writes events locks first, and what rules its threads. */
export type WorkspaceRow = {
  workspaceId: string;
  eventSeq: number;
  messageSeq: number;
  /** How many writers held the counters so far, this one too. */
  turn: number;
  timeZone: string;
  country: string;
  currency: string;
  autoReplyIsOn: boolean;
  autoReplyText: string;
  everyHours: number;
  quietMinutes: number;
  /** Which window makes a utility template free (M5). */
  utilityWindow: PricingSettings["utilityWindow"];
  /** How long a free entry lasts where Meta names no end (M10). */
  freeEntryHours: number;
};

export type ChannelRow = {
  workspaceId: string;
  id: string;
  kind: string;
  providerId: string;
  /** The account that it is billed with; null for a mailbox. */
  accountRef: string | null;
  portfolio: string;
  timeZone: string;
  /** The currency that its account is billed in, for ever; null: the workspace's. */
  currency: string | null;
  createdAt: Instant;
};

export type CustomerRow = {
  workspaceId: string;
  id: string;
  name: string | null;
  nameSource: string;
  language: string | null;
  blockedAt: Instant | null;
  marketingStoppedAt: Instant | null;
  /** When the wish about marketing that holds now was told: an older one that comes later changes nothing. */
  marketingToldAt: Instant | null;
  mergedInto: string | null;
  createdAt: Instant;
};

export type IdentityRow = {
  workspaceId: string;
  id: string;
  customerId: string;
  kind: string;
  lastInboundAt: Instant | null;
  lastInboundWaId: string | null;
  lastInboundBsuid: string | null;
  lastAnswerWaId: string | null;
  /** What its user chose to be known by on WhatsApp; an address of nobody. */
  username: string | null;
  /** The last automatic message to it (R9). */
  lastAutomaticAt: Instant | null;
  /** Whose it was before another customer took its owner in (N11). */
  sourceCustomerId: string | null;
  createdAt: Instant;
};

export type AddressRecord = {
  workspaceId: string;
  id: string;
  customerId: string;
  identityId: string;
  kind: AddressKind;
  value: string;
  matchKey: string;
  scope: string;
  source: string;
  validFrom: Instant;
  validTo: Instant | null;
};

/** What the thread list shows of the newest item. */
export type LastMessage = {
  id: string;
  direction: string;
  kind: string;
  channelId: string | null;
  automatic: boolean;
  text: string;
  status: string;
  sentAt: Instant;
  /** A sound that is a recorded note. */
  voice?: true;
};

export type ThreadRow = {
  workspaceId: string;
  id: string;
  customerId: string;
  status: string;
  lastActivityAt: Instant;
  lastMessageId: string | null;
  lastMessage: LastMessage | null;
  unread: number;
  waitingSince: Instant | null;
  waitingChannelId: string | null;
  waitingIdentityId: string | null;
  lastPersonAt: Instant | null;
  lastAutomaticAt: Instant | null;
  replyChannelId: string | null;
  replyIdentityId: string | null;
  version: number;
  mergedInto: string | null;
  createdAt: Instant;
};

/** `pricing` as the statuses of one message reported it; of those that reached her the furthest one's (`reachedBy`). */
export type PricingReports = {
  sent: ReportedPricing | null;
  reached: ReportedPricing | null;
  reachedBy?: DeliveryStatus;
};

export type MessageRow = {
  workspaceId: string;
  id: string;
  threadId: string;
  seq: number;
  direction: string;
  kind: string;
  channelId: string | null;
  identityId: string | null;
  providerId: string | null;
  clientId: string | null;
  clientFingerprint: string | null;
  authorId: string | null;
  automatic: boolean;
  causeId: string | null;
  answersId: string | null;
  answersProviderId: string | null;
  /** The message of the same writer that this one changes or takes back (W6), by the provider's id. */
  amendsProviderId: string | null;
  text: string | null;
  subject: string | null;
  template: SubmittedTemplate | null;
  payload: unknown;
  opensWindow: boolean;
  status: DeliveryStatus | "received" | "noted";
  failure: Failure | null;
  remark: Failure | null;
  sentAt: Instant;
  receivedAt: Instant;
  attemptAt: Instant | null;
  acceptedAt: Instant | null;
  deliveredAt: Instant | null;
  readAt: Instant | null;
  playedAt: Instant | null;
  failedAt: Instant | null;
  category: Category | null;
  windowOpenAtAttempt: boolean | null;
  reportedPricing: PricingReports | null;
  countedAt: Instant | null;
  conversationId: string | null;
  journalId: string | null;
};

export type AttemptRow = {
  workspaceId: string;
  id: string;
  messageId: string;
  number: number;
  channelId: string;
  identityId: string | null;
  leaseId: string | null;
  providerId: string | null;
  state: AttemptState;
  attemptAt: Instant;
  settled: boolean;
};

export type ParkedRow = {
  workspaceId: string;
  id: string;
  channelId: string;
  providerId: string;
  attemptId: string | null;
  fact: InboundStatus;
  receivedAt: Instant;
};

export type AttachmentRow = {
  workspaceId: string;
  id: string;
  messageId: string;
  position: number;
  name: string | null;
  type: string;
  size: number | null;
  sha256: string | null;
  mediaId: string | null;
  part: number | null;
  journalId: string;
  journalReceivedAt: Instant;
};

export type ReactionRow = {
  workspaceId: string;
  messageId: string;
  identityId: string;
  emoji: string;
  sentAt: Instant;
};

/** Two customers who may be one; `customerId` is the lower id. */
export type SuggestionRow = {
  workspaceId: string;
  customerId: string;
  otherId: string;
  because: string;
  suggestedAt: Instant;
};

export type WindowRow = {
  workspaceId: string;
  channelId: string;
  identityId: string;
  threadId: string;
  lastCustomerMessageAt: Instant | null;
  lastMessageId: string | null;
  refusedAttemptAt: Instant | null;
  /** The newest attempt of a free text that reached the customer: an older refusal that is told later is old news (W9). */
  deliveredAttemptAt: Instant | null;
  referralAt: Instant | null;
  freeEntryOpenerId: string | null;
  freeEntryStartsAt: Instant | null;
  freeEntryEndsAt: Instant | null;
};

export type ConversationRow = {
  workspaceId: string;
  id: string;
  threadId: string;
  channelId: string;
  identityId: string;
  category: Category;
  startedBy: StartedBy;
  startsAt: Instant;
  endsAt: Instant;
  provisional: boolean;
};

export type ChargeRow = {
  workspaceId: string;
  messageId: string;
  entry: number;
  state: "estimated" | "confirmed" | "dropped";
  amount: number | null;
  currency: string;
  category: string;
  pricingType: ChargeEntry["type"];
  market: string | null;
  marketAssumed: boolean;
  card: string | null;
  source: ChargeEntry["source"];
  reason: ChargeEntry["reason"];
  day: string;
  recordedAt: Instant;
};

export type AllowanceRow = {
  workspaceId: string;
  channelId: string;
  month: string;
  confirmed: number;
  estimated: number;
};

/** Charged messages of a portfolio in a month, by market and category (§1.7). */
export type VolumeRow = {
  workspaceId: string;
  month: string;
  portfolio: string;
  market: string;
  category: string;
  charged: number;
};

/** What ledger lines add to the sums of their day, or take away. */
export type DailyCostRow = {
  workspaceId: string;
  day: string;
  channelId: string;
  currency: string;
  state: ChargeRow["state"];
  category: string;
  pricingType: string;
  market: string;
  template: string;
  authorId: string;
  automatic: boolean;
  messages: number;
  unpriced: number;
  amount: number;
};

/** A window that closed on a customer who waited (D10), and what ended that. */
export type LostWindowRow = {
  workspaceId: string;
  closedAt: Instant;
  channelId: string;
  identityId: string;
  threadId: string;
  endedAt: Instant;
  endedBy: "customer" | "template" | "text" | "email" | "echo" | "resolved";
  /** The message of ours that answered; null when nothing of ours did. */
  messageId: string | null;
};

/** A mail that a person sent while a customer's window was closed: it made a template needless. */
export type MailAnswerRow = { workspaceId: string; day: string; channelId: string; market: string };

/** A volume tier that Meta told of. */
export type VolumeTierRow = {
  workspaceId: string;
  month: string;
  portfolio: string;
  market: string;
  category: Category;
  tierFrom: number;
  reachedAt: Instant;
};

export type QueueRow = {
  workspaceId: string;
  messageId: string;
  channelId: string;
  lane: string;
  seq: number;
  /** Pause before it is due, in real time; none when absent. */
  delayMs?: number;
};
