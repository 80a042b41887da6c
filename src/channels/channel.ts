import type { HealthChange, HealthReading } from "#domain/channel-health.ts";
import type { Carried } from "#domain/content.ts";
import type { Failure, StatusReport } from "#domain/delivery-status.ts";
import type { SendKind } from "#domain/send-rules.ts";
import type { TemplateChange } from "#domain/template-change.ts";
import type { TemplateDraft, TemplatePart, TemplateRule } from "#domain/template-draft.ts";
import type { Instant } from "#domain/time.ts";
import type { CustomerEventKind } from "#domain/window.ts";

/** JSON as it stands in a payload of a provider: kept, never trusted. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One person as a provider names them. Absent is null; an empty string of a provider is absent too. */
export type Party = {
  waId: string | null;
  bsuid: string | null;
  parentBsuid: string | null;
  phone: string | null;
  email: string | null;
  name: string | null;
  /** What the user chose to be known by on WhatsApp, without "@"; it may change, and leads to nobody (§4.9). */
  username: string | null;
};

/** A party of whom nothing is known yet; adapters spread it and set what they read. */
export const nobody: Party = {
  waId: null,
  bsuid: null,
  parentBsuid: null,
  phone: null,
  email: null,
  name: null,
  username: null,
};

/** A file that came with a message: still at the provider (`mediaId`) or inside the journalled body (`part`). */
export type InboundAttachment = {
  name: string | null;
  type: string;
  size: number | null;
  sha256: string | null;
  mediaId: string | null;
  /** Index of the part inside the mail; the bytes are stored by a job after the commit. */
  part: number | null;
};

/** What a customer sent, in the words of the domain. `channelRef` is the provider's id of our channel. */
export type InboundMessage = {
  type: "message";
  channelRef: string;
  providerId: string;
  sender: Party;
  /** The provider's time; null when it is missing or absurd (then the time of receipt counts). */
  sentAt: Instant | null;
  /** Which row of W1–W7 this is. */
  event: CustomerEventKind;
  /** Kind as our API shows it: text, image, video, audio, document, sticker, location, contacts, button, interactive, unsupported, email … */
  kind: string;
  text: string | null;
  subject: string | null;
  attachments: InboundAttachment[];
  /** Provider ids of messages that this one answers, the closest first: the quoted one, or In-Reply-To, then References. */
  answers: string[];
  /** What the kind carries beyond text (location, contacts, button payload, referral …); null when nothing. */
  payload: Json;
  /** True when R9 forbids an automatic answer (automatic mail, lists, bounces). */
  sentByMachine: boolean;
  /** We wrote it ourselves elsewhere (phone app, imported history); `status` in the provider's word, if it tells one. */
  writtenByUs?: { status: string | null };
  /** The customer came from an ad: our first answer may open a free entry (M10). */
  cameFromAd?: boolean;
  /** The customer stopped or resumed marketing messages. */
  marketing?: "stop" | "resume";
  /** Who the sender is from now on (N8, N9); only on `system` events that the adapter understands. */
  identityChange?: IdentityChange;
  /** The earlier message of the same writer that this one changes or takes back (W6). */
  amends?: { providerId: string; change: "edit" | "revoke" };
  /** The sender's own number in digits: their answer when we asked for it, which the provider vouches for (§4.9). */
  ownPhone?: string;
};

/** A new number, a new user id or a new security code of somebody; the old number is the message's sender. */
export type IdentityChange = {
  kind: "number-changed" | "user-id-changed" | "security-code-changed";
  newWaId: string | null;
  oldBsuid: string | null;
  newBsuid: string | null;
};

/** A reaction put on (emoji) or taken off (null). */
export type InboundReaction = {
  type: "reaction";
  channelRef: string;
  providerId: string;
  sender: Party;
  sentAt: Instant | null;
  targetProviderId: string;
  emoji: string | null;
};

/** `pricing` of a status, as reported; unknown strings are data. */
export type ReportedPricing = {
  model: string | null;
  type: string | null;
  category: string | null;
  billable: boolean | null;
};

/** What became of a message of ours, told later by the provider (webhook, delivery notice, bounce). */
export type InboundStatus = {
  type: "status";
  channelRef: string;
  providerId: string;
  /** Our attempt id, when the provider echoes it (biz_opaque_callback_data). */
  attemptId: string | null;
  report: StatusReport;
  pricing: ReportedPricing | null;
  /** End of a free entry point window, when the status names one. */
  freeEntryUntil: Instant | null;
  recipient: Party;
  /** The failure is transient: a new attempt may be made (L5). Decided by the adapter's catalogue. */
  retryable?: boolean;
};

/** A template's state, category, quality or text changed at the provider: it is noted, and the list is read again. */
export type InboundTemplateChange = {
  type: "template-change";
  accountRef: string;
  name: string;
  language: string;
  change: TemplateChange;
};

/** The business reached a volume tier: messages of one market and category cost less (§1.7). `month` is "2026-10". */
export type InboundVolumeTier = {
  type: "volume-tier";
  accountRef: string;
  month: string;
  market: string;
  category: string;
  /** The first message of the month that the tier is for. */
  from: number;
  at: Instant;
};

/** What the provider tells of a number (`digits`) or of all numbers of an account. */
export type InboundHealthChange = {
  type: "health-change";
  accountRef: string;
  digits: string | null;
  at: Instant | null;
  change: HealthChange;
};

/** What a colleague's phone app calls the holder of a number; it fills a name that is missing (§4.8). */
export type InboundContactName = { type: "contact-name"; channelRef: string; waId: string; name: string };

/** Understood by nobody yet: stored in the journal, counted, shown on the operations page. */
export type InboundOther = { type: "other"; channelRef: string | null; what: string };

/** A message, reaction or status without what filing it needs: kept in quarantine, where a person sees it. */
export type InboundUnfiled = { type: "unfiled"; channelRef: string | null; what: string };

export type InboundFact =
  | InboundMessage
  | InboundReaction
  | InboundStatus
  | InboundTemplateChange
  | InboundVolumeTier
  | InboundHealthChange
  | InboundContactName
  | InboundOther
  | InboundUnfiled;

/** Where a message goes: N12. */
export type Destination = { kind: "to" | "recipient" | "email"; value: string; name: string | null };

/** A file of a message of ours. `mediaId`: the provider has it under that id; where it takes files apart, it is never null. */
export type OutboundFile = {
  name: string | null;
  type: string;
  size: number;
  mediaId: string | null;
  /** Its bytes; null when they are gone. */
  read(): Promise<Uint8Array | null>;
};

/** A message of ours, ready for the provider. `components` are Meta's template components of the send call. */
export type OutboundMessage = {
  attemptId: string;
  kind: Exclude<SendKind, "note">;
  destination: Destination;
  text: string | null;
  subject: string | null;
  template: { name: string; language: string; components: Json[] } | null;
  /** What it carries beyond text, template and files. */
  carried: Carried;
  files: readonly OutboundFile[];
  /** The message that it answers or reacts to, by the provider's id (quote, or In-Reply-To). */
  answers: string | null;
  /** All provider ids of the mail thread so far, oldest first (References). */
  references: string[];
  /** True for automatic messages: mail then carries Auto-Submitted. */
  automatic: boolean;
  /** Provider id to use when we choose it ourselves (Message-ID of a mail). */
  providerId: string | null;
};

/** What the provider answered. Only `refused` is known not to have been sent. */
export type SendOutcome =
  | { kind: "accepted"; providerId: string; held: boolean; recipient: Party }
  | { kind: "refused"; failure: Failure; retryable: boolean; retryAfterMs: number | null }
  | { kind: "unknown"; detail: string };

/** What became of handing over a file ahead of its message. Doing it twice harms nobody. */
export type MediaOutcome =
  | { kind: "stored"; mediaId: string }
  | { kind: "refused"; failure: Failure; retryable: boolean; retryAfterMs: number | null };

/** One connected number or mailbox with its secrets in clear; lives in memory only. */
export type ChannelAccount = {
  workspaceId: string;
  id: string;
  kind: string;
  /** phone_number_id, or the mailbox's address in lower case. */
  providerId: string;
  /** Parsed by the adapter's own schema. */
  config: Json;
  secrets: Json;
};

/** A template as the provider lists it. */
export type ProviderTemplate = {
  providerId: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: "positional" | "named";
  components: Json;
  /** green, yellow, red or unknown; null: not told. */
  quality: string | null;
  rejectedReason: string | null;
  previousCategory: string | null;
  ttlSeconds: number | null;
};

/** What a provider answered to a template of ours that it was given, changed or told to forget. */
export type TemplateAnswer =
  | { kind: "accepted"; providerId: string | null; status: string | null; category: string | null }
  | { kind: "refused"; refusal: TemplateRefusal }
  /** It may have happened: the list tells. */
  | { kind: "unknown"; detail: string };

/** Why a template was refused, on which part of it, and in the provider's own words for people. */
export type TemplateRefusal = {
  failure: Failure;
  part: TemplatePart | null;
  rule: TemplateRule | null;
  subcode: string | null;
  title: string | null;
  message: string | null;
};

/** What changes of a template that the provider has already; its name and language never do. */
export type TemplateEdit = Pick<TemplateDraft, "components"> & {
  category: string | null;
  ttlSeconds: number | null;
};

/** How templates are made, changed and removed, where the channel has any. */
export type TemplatePort = {
  /** One template as it is now; null: the provider has it no more. */
  read(account: ChannelAccount, providerId: string): Promise<ProviderTemplate | null>;
  create(account: ChannelAccount, draft: TemplateDraft): Promise<TemplateAnswer>;
  edit(account: ChannelAccount, providerId: string, edit: TemplateEdit): Promise<TemplateAnswer>;
  /** Removes one language, or all of a name when `providerId` is null. */
  remove(
    account: ChannelAccount,
    template: { name: string; providerId: string | null },
  ): Promise<TemplateAnswer>;
  unpause(account: ChannelAccount, providerId: string): Promise<TemplateAnswer>;
  /** Uploads the example of a header; answers the handle that a submitted template names it by. */
  uploadExample(
    account: ChannelAccount,
    file: { name: string; type: string; bytes: Uint8Array },
  ): Promise<{ kind: "handle"; handle: string } | { kind: "refused"; refusal: TemplateRefusal }>;
};

/** How an account is billed, as far as the provider tells. */
export type BillingTerms = { currency: string | null; timeZone: string | null };

/** What the provider billed for a number on one day, as far as it tells apart; in millionths of the account's currency. */
export type BilledBucket = {
  /** A moment of that day. */
  at: Instant;
  /** Two letters. */
  country: string;
  category: string;
  type: string;
  /** The volume tier in the provider's words ("0:MAX"). */
  tier: string | null;
  volume: number;
  cost: number;
};

/** Why a connection does not work, in our words (`code`) with the provider's detail. */
export type ConnectionProblem = { code: string; detail: string };

/** How a provider that calls us proves who it is. */
export type WebhookPort = {
  /** The accounts that own the secret which signed exactly these bytes; none: the body is refused. */
  signedBy(
    accounts: readonly ChannelAccount[],
    body: Uint8Array,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): ChannelAccount[];
  /** What to answer to the provider's handshake; null: it does not know our token. */
  handshake(accounts: readonly ChannelAccount[], query: Readonly<Record<string, unknown>>): string | null;
};

/** A way to reach people. Everything outside `channels/` speaks to it through this port alone. */
export type ChannelAdapter = {
  kind: string;
  /** Kinds of messages that this channel carries. */
  sends: readonly Exclude<SendKind, "note">[];
  /** Whether free text needs an open window. */
  hasWindow: boolean;
  /** Null where we fetch and nobody calls. */
  webhook: WebhookPort | null;
  /** Reads one journalled body. Throws only when the body can't be read at all (not JSON, not a mail). */
  parse(body: Uint8Array, channelRef: string | null): InboundFact[] | Promise<InboundFact[]>;
  send(account: ChannelAccount, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Hands a file over ahead of its message; present where messages name files by the provider's id. */
  uploadMedia?(
    account: ChannelAccount,
    file: { name: string | null; type: string; bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<MediaOutcome>;
  /** Tells the provider that the customer's message was read; best effort. */
  markRead(account: ChannelAccount, providerId: string): Promise<void>;
  /** Shows the customer for a moment that somebody writes; her newest message counts as read then. Best effort. */
  showTyping?(account: ChannelAccount, providerId: string): Promise<void>;
  /** Calls the provider and says in words what is missing. Empty: all is well. */
  check(account: ChannelAccount): Promise<ConnectionProblem[]>;
  /** Asks the provider to call us for this account; what it answers is seen by the next check. */
  subscribe?(account: ChannelAccount): Promise<void>;
  /** The address that people know this account by (the number in E.164), where its id says nothing to them. */
  readAddress?(account: ChannelAccount): Promise<string | null>;
  /** Currency and time zone of the account that messages are billed to. */
  readBillingTerms?(account: ChannelAccount): Promise<BillingTerms>;
  /** What the provider billed for the number between two moments, day by day. */
  readBilled?(account: ChannelAccount, span: { from: Instant; to: Instant }): Promise<BilledBucket[]>;
  /** How number and account do at the provider: quality, limits, what holds them back. Throws when nothing is told. */
  readHealth?(account: ChannelAccount): Promise<HealthReading>;
  /** Templates of the account; null where the channel has none. */
  listTemplates(account: ChannelAccount): Promise<ProviderTemplate[] | null>;
  /** Present where templates can be made. */
  templates?: TemplatePort;
  /** Bytes of an attachment that is still at the provider. */
  fetchMedia(
    account: ChannelAccount,
    mediaId: string,
    signal: AbortSignal,
  ): Promise<{ bytes: Uint8Array; type: string }>;
  /** Bytes of an attachment inside a journalled body; null when there is no such part. */
  readAttachment?(source: Uint8Array, part: number): Promise<Uint8Array | null>;
  /** The provider's id that an attempt will have, where we choose it: known before the call (Message-ID of a mail). */
  chooseProviderId?(account: ChannelAccount, attemptId: string): string;
  /** Present where we fetch and nobody calls. */
  readMailbox?: MailboxReader;
  /** Where the mailbox ends now: the cursor for one that is connected without its past. */
  findMailboxEnd?(account: ChannelAccount): Promise<MailboxCursor>;
};

/** How far a mailbox was read: the UID of the last mail, valid under one UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type MailboxCursor = { uid: number; uidValidity: string };

/** Where a fetched mail goes: resolves once journal, messages and cursor are committed together. */
export type MailSink = (mail: { uid: number; uidValidity: string; source: Uint8Array }) => Promise<void>;

/** Reads a mailbox for ever (IMAP IDLE, with polling as a net) from the cursor on, until the signal aborts. */
export type MailboxReader = (input: {
  account: ChannelAccount;
  cursor: MailboxCursor | null;
  sink: MailSink;
  signal: AbortSignal;
  onState(state: "connected" | "disconnected", detail: string): void;
}) => Promise<void>;
