import type { Json, JsonObject } from "./json.ts";

/** A WhatsApp Business Account: owner of numbers and templates; its time zone rules months and price dates. */
export type Waba = {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  isSubscribed: boolean;
  overrideCallbackUri: string | null;
  /** Whether the business is verified: 6,000 templates instead of 250 (whatsapp-platform §3.1). */
  isVerified: boolean;
  /** Banned or locked: nothing can be sent (131031). */
  isLocked: boolean;
  /** Parts of messaging that Meta took away (§4.8, `restriction_type`). */
  restrictions: string[];
  hasPaymentMethod: boolean;
  /** Since when codes to other countries cost the international price; null: they don't. */
  authInternationalSince: number | null;
  reviewStatus: string;
};

/** A number of the business. */
export type PhoneNumber = {
  id: string;
  wabaId: string;
  displayPhoneNumber: string;
  digits: string;
  callingCode: string;
  verifiedName: string;
  qualityRating: string;
  profile: JsonObject;
  /** CONNECTED, PENDING, UNVERIFIED, RESTRICTED, BANNED … (§7.6). */
  status: string;
  nameStatus: string;
  throughputLevel: "STANDARD" | "HIGH" | "NOT_APPLICABLE";
  isCodeVerified: boolean;
  /** The code of six digits that was sent last, and when codes were asked for. */
  sentCode: string | null;
  codesSentAt: number[];
  pin: string | null;
  /** When it was registered or deregistered. */
  registeredAt: number[];
  overrideCallbackUri: string | null;
  /** Welcome message, ice breakers and commands. */
  automation: JsonObject;
  /** The only people whom a test number may write to; null for a real number. */
  allowedRecipients: string[] | null;
};

/** A message template of a WABA, as Meta writes its components. */
export type Template = {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: string;
  previousCategory: string | null;
  status: string;
  parameterFormat: "POSITIONAL" | "NAMED";
  components: JsonObject[];
  qualityScore: string;
  rejectedReason: string;
  /** How long an undelivered message is tried, seconds; −1: 30 days; null: what its category gives. */
  messageSendTtlSeconds: number | null;
  /** When the review ends; null: none is under way. */
  reviewDueAt: number | null;
  /** How often it was paused for its quality, and until when it is (null: until somebody unpauses it). */
  pauses: number;
  pausedUntil: number | null;
  /** A change of category that was announced. */
  recategorisation: { category: string; at: number } | null;
  /** When it was edited while approved. */
  editedAt: number[];
  /** Messages since it may be sent: pacing counts them. */
  sentCount: number;
};

/** A person with WhatsApp on a phone. `key` never changes; wa_id and BSUID may. */
export type Customer = {
  key: string;
  waId: string | null;
  bsuid: string;
  name: string | null;
  username: string | null;
  hasReadReceipts: boolean;
  isOnline: boolean;
  isOnWhatsApp: boolean;
  hasBlocked: boolean;
  stoppedMarketing: boolean;
  /** What identity checks compare; null: the check is off. */
  identityHash: string | null;
};

/** A period that Meta bills as one: a conversation (until 2025-06-30) or a free entry window. */
export type BillingPeriod = {
  id: string;
  category: string;
  startsAt: number;
  endsAt: number;
  openerId: string;
  isConfirmed: boolean;
};

/** Everything between one number of the business and one customer. */
export type Pair = {
  phoneNumberId: string;
  customerKey: string;
  windowOpenedAt: number | null;
  referralAt: number | null;
  periods: BillingPeriod[];
  messageIds: string[];
  /** The business blocked her. */
  isBlocked: boolean;
};

/** How far the webhook of a customer's message got: the ticks on her phone. */
export type WebhookState = "pending" | "delivered" | "given-up";

/** A message that the customer sent. `content` is the message object of the webhook. */
export type InboundMessage = {
  direction: "in";
  id: string;
  phoneNumberId: string;
  customerKey: string;
  sentAt: number;
  type: string;
  content: JsonObject;
  webhook: WebhookState;
  readAt: number | null;
  reaction: string | null;
  /** The message object that replaced it, and whether its writer took it back. */
  edited: JsonObject | null;
  isRevoked: boolean;
};

/** What will happen to an accepted message: its way to the customer, or the code it fails with. */
export type Fate = {
  failsWith: { code: number; details: string } | null;
  skipsDelivered: boolean;
  isHeld: boolean;
};

/** Where a message of the business stands. `dropped`: its time to live ran out, which Meta tells nobody. */
export type OutboundStatus =
  | "accepted"
  | "held"
  | "sent"
  | "delivered"
  | "read"
  | "played"
  | "failed"
  | "dropped";

/** A message that the business sent through the API. `content` is the body of the call. */
export type OutboundMessage = {
  direction: "out";
  id: string;
  phoneNumberId: string;
  customerKey: string;
  addressedBy: "to" | "recipient";
  acceptedAt: number;
  type: string;
  content: JsonObject;
  template: {
    id: string;
    category: string;
    rendered: RenderedTemplate;
    /** How long it is tried; −1: 30 days; null: what its category gives. */
    ttlSeconds: number | null;
  } | null;
  callbackData: string | null;
  fate: Fate;
  status: OutboundStatus;
  hasReached: boolean;
  /** The customer had it on her screen, whether or not her read receipts are on. */
  isSeen: boolean;
  /** The file that was fetched from the message's link. */
  linkedMediaId: string | null;
  reaction: string | null;
  edited: JsonObject | null;
  isRevoked: boolean;
};

/** Header, body and buttons of a template, or of one card of its carousel, as the customer sees them. */
export type RenderedPart = {
  header: { format: string; text: string | null; media: JsonObject | null } | null;
  body: string;
  buttons: { type: string; text: string; payload: string | null; value: string | null }[];
};

/** A template as the customer sees it. */
export type RenderedTemplate = RenderedPart & {
  footer: string | null;
  offer: { text: string; endsAt: number | null } | null;
  cards: RenderedPart[];
};

export type Message = InboundMessage | OutboundMessage;

/** A stored file: uploaded by the business (30 days) or sent by a customer (7 days). */
export type Media = {
  id: string;
  phoneNumberId: string | null;
  mimeType: string;
  filename: string | null;
  sha256: string;
  bytes: Buffer;
  storedAt: number;
  isInbound: boolean;
};

/** A file on its way through the Resumable Upload API (whatsapp-platform §3.4). */
export type Upload = {
  id: string;
  mimeType: string;
  filename: string | null;
  length: number;
  received: Buffer;
  /** What templates name it by; null until all of it arrived. */
  handle: string | null;
};

/** One call of `POST /{phone}/messages`, accepted or refused, in the order of arrival. */
export type CallRecord = {
  at: string;
  path: string;
  body: Json;
  messageId: string | null;
  status: number | null;
  code: number | null;
};

/** One attempt to hand a webhook to the business. */
export type DeliveryRecord = {
  at: string;
  url: string;
  attempt: number;
  status: number | null;
  outcome: "delivered" | "refused" | "unreachable" | "given-up";
  body: string;
};
