import type { InboundMessage, InboundReaction, InboundStatus, SendOutcome } from "#channels/channel.ts";
import type { HealthChange } from "#domain/channel-health.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import type { SendKind } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import type { ReachedTier } from "#domain/volume.ts";

/** A customer wrote or reacted; it came with the journalled body `journalId`. */
export type CustomerFact = {
  type: "customer";
  workspaceId: string;
  channelId: string;
  receivedAt: Instant;
  journalId: string;
  inbound: InboundMessage | InboundReaction;
};

/** The provider told what became of a message of ours. */
export type StatusFact = {
  type: "status";
  workspaceId: string;
  channelId: string;
  receivedAt: Instant;
  journalId: string;
  status: InboundStatus;
};

/** What the customer will see of a template, with what is needed to send it; stored as sent. */
export type SubmittedTemplate = {
  name: string;
  language: string;
  category: string;
  header: string | null;
  media?: SubmittedMedia;
  place?: { latitude: string; longitude: string; name: string; address: string };
  body: string;
  footer: string | null;
  buttons: SubmittedButton[];
  /** Null: it does not say when it ends. */
  offer?: { text: string; endsAt: Instant | null };
  cards?: { media?: SubmittedMedia; body: string; buttons: SubmittedButton[] }[];
  /** The `components` of the send call. */
  components: unknown[];
};

/** The medium of a header; `source` is a file of ours, an id of the provider's, or a link. */
export type SubmittedMedia = {
  kind: "image" | "video" | "document";
  source: string;
  name: string | null;
};

type SubmittedButton = { type: string; text: string; value: string | null };

/** A person, an integrator or the auto-reply rule gave a message to be sent (or a note to be kept). */
export type SubmittedFact = {
  type: "submitted";
  workspaceId: string;
  messageId: string;
  threadId: string;
  /** Null for notes. */
  channelId: string | null;
  identityId: string | null;
  clientId: string | null;
  clientFingerprint: string | null;
  authorId: string | null;
  automatic: boolean;
  causeId: string | null;
  kind: SendKind;
  text: string | null;
  subject: string | null;
  template: SubmittedTemplate | null;
  answersId: string | null;
  /** How long it waits in the queue before it may go out, so that its author can still withdraw it. */
  delayMs?: number;
  /** What it carries beyond text, template and files. */
  content?: object;
  /** Members who are named in a note. */
  mentions?: readonly { id: string; name: string }[];
  at: Instant;
};

/** Delivery is about to call the provider; committed before the call. */
export type AttemptStartedFact = {
  type: "attempt-started";
  workspaceId: string;
  messageId: string;
  attemptId: string;
  leaseId: string;
  /** Provider id chosen by us (Message-ID of a mail), else null. */
  providerId: string | null;
  /** The category that its template has now, in the provider's word: the price is estimated by it (§3.3). */
  category?: string;
  at: Instant;
};

/** The provider answered, or surely or perhaps did not. */
export type AttemptFinishedFact = {
  type: "attempt-finished";
  workspaceId: string;
  messageId: string;
  attemptId: string;
  at: Instant;
  outcome: SendOutcome;
  /** A retry is planned (L5): the message goes back to queued instead of failed. */
  retry: boolean;
};

/** The message ends without a provider call: the window closed while it waited (L1), R11 took it back, or it can't go. */
export type WithdrawnFact = {
  type: "withdrawn";
  workspaceId: string;
  messageId: string;
  /** Set when an attempt row exists whose call never happened. */
  attemptId: string | null;
  at: Instant;
  /** "window" ends as expired, every other reason as failed. */
  reason: FailureReason;
};

/**
 * Time passed and may have ended a message: a call without an answer is unknown after 5 minutes, what never reached the
 * customer has expired after its time to live and 7 days (§5). Harmless for every other message.
 */
export type TimePassedFact = { type: "time-passed"; workspaceId: string; messageId: string; at: Instant };

/** A person, or the time, did something with a thread: the edit itself is made, this tells of it. */
export type WorkedFact = {
  type: "worked";
  workspaceId: string;
  threadId: string;
  /** Null: nobody did it, its time had come. */
  authorId: string | null;
  at: Instant;
  lines: readonly object[];
};

/** Meta told that the business reached a volume tier: messages of the market cost less from then on (§1.7). */
export type VolumeTierFact = {
  type: "volume-tier";
  workspaceId: string;
  accountRef: string;
  tier: ReachedTier;
  at: Instant;
};

/** A card that was imported knows the rate of a message that had none (M13). */
export type RateKnownFact = { type: "rate-known"; workspaceId: string; messageId: string; at: Instant };

/** A person says that two cards are one person: the second one's thread goes into the first one's (N11). */
export type MergedFact = {
  type: "merged";
  workspaceId: string;
  threadId: string;
  fromThreadId: string;
  authorId: string | null;
  at: Instant;
};

/** A person takes a merge back, whoever made it: both histories as they were, each with what came since (N11). */
export type UnmergedFact = {
  type: "unmerged";
  workspaceId: string;
  threadId: string;
  /** The thread that was taken in. */
  fromThreadId: string;
  authorId: string | null;
  at: Instant;
};

/** A person says that one account of a customer is somebody else (N4): it gets a card and a thread of its own. */
export type SeparatedFact = {
  type: "separated";
  workspaceId: string;
  threadId: string;
  identityId: string;
  /** Ids of the new card and its thread. */
  newCustomerId: string;
  newThreadId: string;
  authorId: string | null;
  at: Instant;
};

/** The provider told how a number or an account does (§4.8). */
export type ChannelToldFact = {
  type: "channel-told";
  workspaceId: string;
  accountRef: string;
  /** Digits of the number; null: all numbers of the account. */
  digits: string | null;
  change: HealthChange;
  at: Instant;
};

/** The phone app of a number calls the holder of a phone so (§4.8). */
export type ContactNamedFact = {
  type: "contact-named";
  workspaceId: string;
  channelId: string;
  waId: string;
  name: string;
  at: Instant;
};

/** Everything that changes a thread or its costs, whoever says it. */
export type Fact =
  | CustomerFact
  | StatusFact
  | SubmittedFact
  | AttemptStartedFact
  | AttemptFinishedFact
  | WithdrawnFact
  | TimePassedFact
  | VolumeTierFact
  | RateKnownFact
  | WorkedFact
  | MergedFact
  | UnmergedFact
  | SeparatedFact
  | ChannelToldFact
  | ContactNamedFact;
