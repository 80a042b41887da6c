import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import type { ManagementLimit } from "./graph/management-limit.ts";
import type { JsonObject } from "./json.ts";
import type { Limits } from "./messages/limiters.ts";

/** A number of the business as the simulator is told of it. */
export type PhoneNumberSeed = {
  id: string;
  /** As people write it, with the calling code: "+34 910 000 001". */
  displayPhoneNumber: string;
  verifiedName: string;
  qualityRating?: string;
  /** Makes it a test number: digits of the only people whom it may write to. */
  allowedRecipients?: string[];
};

/** A template as Meta writes it. */
export type TemplateSeed = {
  id?: string;
  name: string;
  language: string;
  category: string;
  status?: string;
  parameterFormat?: "POSITIONAL" | "NAMED";
  components: readonly JsonObject[];
  qualityScore?: string;
  rejectedReason?: string;
};

/** How Meta reviews templates here: what it decides, and when. */
export type TemplateReview = {
  /** `rules`: by what the template says (README.md); `wait`: only by order of `/control/templates/:id`. */
  verdict: "rules" | "approve" | "reject" | "wait";
  /** `at-once`: in the answer; `real` or `simulated`: `delayMs` later by real time or by the clock. */
  when: "at-once" | "real" | "simulated";
  delayMs: number;
  /** Why, for `reject`. */
  reason: string;
};

/** A WhatsApp Business Account with its numbers and templates. */
export type WabaSeed = {
  id: string;
  name: string;
  /** IANA zone: rules price dates and the month of the free allowance. */
  timeZone: string;
  currency?: string;
  isVerified?: boolean;
  phoneNumbers: readonly PhoneNumberSeed[];
  templates?: readonly TemplateSeed[];
};

/** Real ms between the steps of a message; `read: null`: only when somebody opens it on the phone page. */
export type StatusDelays = { sent: number; delivered: number; read: number | null };

/** What to do with free text outside the window: accept it and fail later (Meta's usual way) or refuse the call. */
export type WindowRefusal = "status" | "answer";

/** How many people a portfolio may write to outside their windows within 24 h (§7.2). */
export type MessagingLimit =
  | "TIER_50"
  | "TIER_250"
  | "TIER_1K"
  | "TIER_2K"
  | "TIER_10K"
  | "TIER_100K"
  | "TIER_UNLIMITED";

/** A page that another simulator adds beside the phone. */
export type PageTab = { path: string; label: { es: string; en: string } };

export type CloudApiOptions = {
  /** 0 takes a free one. */
  port?: number;
  host?: "127.0.0.1";
  clock: Clock;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  /** The app that the token belongs to: files for templates are uploaded under it. */
  appId?: string;
  wabas: readonly WabaSeed[];
  webhookUrl?: string | null;
  /** Version of the webhooks: below 24 every status has its `conversation`. */
  graphVersion?: number;
  seed?: number;
  /** Pauses before each repetition of a refused webhook, real ms; after the last it is given up. */
  retryScheduleMs?: readonly number[];
  webhookTimeoutMs?: number;
  statusDelaysMs?: Partial<StatusDelays>;
  limits?: Partial<Limits>;
  managementLimit?: ManagementLimit | null;
  windowRefusal?: WindowRefusal;
  templateReview?: Partial<TemplateReview>;
  messagingLimit?: MessagingLimit;
  /** A number that nobody added: it has WhatsApp and appears as a phone, or the message fails with 131026. */
  unknownRecipients?: "create" | "undeliverable";
  /** Where the simulator keeps its memory between runs; without it, it forgets. */
  stateFile?: string;
  /** Mounts routes of another simulator on the same server. */
  extend?: (app: FastifyInstance) => void | Promise<void>;
  tabs?: readonly PageTab[];
};
