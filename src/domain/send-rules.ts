import type { SendingHold } from "./channel-alarms.ts";
import type { ContentKind } from "./content.ts";
import type { ContentProblem } from "./content-problem.ts";
import type { Category } from "./conversation.ts";
import type { Instant } from "./time.ts";
import type { WindowState } from "./window.ts";

/** What a person wants to send: free text, more than a text or a template on WhatsApp, a mail, or a note that stays inside. */
export type SendKind = "text" | "template" | "email" | "note" | ContentKind;

/** Why something may not be sent. Screen and API decide with the same function, so they give the same reason. */
export type SendRefusal =
  | "channel-unavailable"
  | "channel-banned"
  | "channel-restricted"
  | "no-address"
  | "blocked"
  | "window-closed"
  | "template-missing"
  | "template-not-approved"
  | "marketing-stopped"
  | "marketing-cap"
  | "phone-needed"
  | "fields-missing"
  | "subject-missing"
  | "text-empty"
  | "text-too-long"
  | "content-unfit";

/** A chosen template. `status` is Meta's word in lower case; one-tap, zero-tap and copy-code ones need a phone (N12). */
export type TemplateForSending = {
  status: string;
  category: Category;
  hasAllFields: boolean;
  needsPhone: boolean;
};

/** What is known of the customer on the chosen channel. One with a BSUID alone has WhatsApp but no phone (D12). */
export type Recipient = {
  hasWhatsApp: boolean;
  hasPhone: boolean;
  hasEmail: boolean;
  marketingStopped: boolean;
  /** WhatsApp's cap on marketing (131049) stopped the last such template: none before then; null: it did not. */
  marketingCappedUntil: Instant | null;
  blocked: boolean;
};

/** Whether the chosen number or mailbox of ours can send at all, and what WhatsApp lets it send (§4.8). */
export type ChannelState = "connected" | "disconnected" | SendingHold;

/** All facts of one decision. `window` is that of the chosen channel and identity; null: there is none. */
export type SendQuestion = {
  kind: SendKind;
  now: Instant;
  window: WindowState | null;
  template: TemplateForSending | null;
  recipient: Recipient;
  channelState: ChannelState;
  /** The typed text (free text, mail, note); null for a template. */
  text: string | null;
  /** Subject of a mail; null elsewhere. */
  subject: string | null;
  hasAttachments: boolean;
  /** What `findContentProblem` says of a kind with more than a text, or of a mail's files; null: all of it fits. */
  contentProblem?: ContentProblem | null;
};

/** Free text outside the window, with the facts that the screen and the error details show. */
export type WindowRefusal = {
  kind: "refused";
  reason: "window-closed";
  state: "closed" | "never";
  closesAt: Instant | null;
};

/** The verdict; a refusal carries what a person needs to understand it. */
export type SendDecision =
  | { kind: "allowed" }
  | WindowRefusal
  | { kind: "refused"; reason: "template-not-approved"; status: string }
  | { kind: "refused"; reason: "content-unfit"; problem: ContentProblem }
  | { kind: "refused"; reason: "marketing-cap"; until: Instant }
  | { kind: "refused"; reason: PlainRefusal };

/** Refusals of which nothing more is to be told. */
type PlainRefusal = Exclude<
  SendRefusal,
  "window-closed" | "template-not-approved" | "content-unfit" | "marketing-cap"
>;

/** WhatsApp's limit of a text. Counted in UTF-16 units, of which there are never fewer than characters: what passes here fits. */
export const maxTextLength = 4_096;

/** Whether this may be sent now, and if not, the first reason that a person should hear. */
export function decideSend(question: SendQuestion): SendDecision {
  switch (question.kind) {
    case "note":
      return decideContent(question);
    case "email":
      return decideRoad(question, question.recipient.hasEmail) ?? decideMail(question);
    case "template":
      return decideRoad(question, question.recipient.hasWhatsApp) ?? decideTemplate(question);
    case "text":
      return (
        decideRoad(question, question.recipient.hasWhatsApp) ??
        decideWindow(question.window, question.now) ??
        decideContent(question)
      );
    default:
      return (
        decideRoad(question, question.recipient.hasWhatsApp) ??
        decideWindow(question.window, question.now) ??
        decideCarried(question)
      );
  }
}

/** Null while free text may go: the one comparison of screen, API and dispatcher (W10). */
export function decideWindow(window: WindowState | null, now: Instant): WindowRefusal | null {
  if (window === null || window.state === "never") {
    return { kind: "refused", reason: "window-closed", state: "never", closesAt: null };
  }
  if (window.state === "open" && now < window.closesAt) {
    return null;
  }
  return { kind: "refused", reason: "window-closed", state: "closed", closesAt: window.closesAt };
}

/** Whether half of what a number sends is held back, and this is of that half: asked by screen, API and dispatcher. */
export function isWithheld(
  hold: ChannelState | null,
  { isOpen, isTemplate }: { isOpen: boolean; isTemplate: boolean },
): boolean {
  return hold === "no-answers" ? isOpen : hold === "answers-only" && !isOpen && isTemplate;
}

const allowed: SendDecision = { kind: "allowed" };

function refused(reason: PlainRefusal): SendDecision {
  return { kind: "refused", reason };
}

function decideRoad(question: SendQuestion, hasAddress: boolean): SendDecision | null {
  const { channelState, recipient } = question;
  if (channelState === "disconnected") {
    return refused("channel-unavailable");
  }
  if (channelState === "banned") {
    return refused("channel-banned");
  }
  // Inside the window a message answers; outside it, only a template can go: the business writes first.
  const isOpen = decideWindow(question.window, question.now) === null;
  if (isWithheld(channelState, { isOpen, isTemplate: question.kind === "template" })) {
    return refused("channel-restricted");
  }
  if (!hasAddress) {
    return refused("no-address");
  }
  return recipient.blocked ? refused("blocked") : null;
}

function decideTemplate({ template, recipient, now }: SendQuestion): SendDecision {
  if (template === null) {
    return refused("template-missing");
  }
  if (!isSendable(template.status)) {
    return { kind: "refused", reason: "template-not-approved", status: template.status };
  }
  if (recipient.marketingStopped && isMarketing(template.category)) {
    return refused("marketing-stopped");
  }
  const until = recipient.marketingCappedUntil;
  if (until !== null && now < until && isMarketing(template.category)) {
    return { kind: "refused", reason: "marketing-cap", until };
  }
  if (template.needsPhone && !recipient.hasPhone) {
    return refused("phone-needed");
  }
  return template.hasAllFields ? allowed : refused("fields-missing");
}

/** A flagged template still passes; every other state keeps it here (§3.3). */
function isSendable(status: string): boolean {
  return status === "approved" || status === "flagged";
}

function isMarketing(category: Category): boolean {
  return category === "marketing" || category === "marketing_lite";
}

function decideMail(question: SendQuestion): SendDecision {
  const { subject, contentProblem: problem = null } = question;
  if (isBlank(subject)) {
    return refused("subject-missing");
  }
  return problem === null ? decideContent(question) : { kind: "refused", reason: "content-unfit", problem };
}

function decideContent({ kind, text, hasAttachments }: SendQuestion): SendDecision {
  if (isBlank(text) && !hasAttachments) {
    return refused("text-empty");
  }
  return kind === "text" && (text ?? "").length > maxTextLength ? refused("text-too-long") : allowed;
}

/** Whoever asks has looked at the content: forgetting that is the mistake of a programmer. */
function decideCarried({ kind, contentProblem: problem }: SendQuestion): SendDecision {
  if (problem === undefined) {
    throw new TypeError(`A message of kind ${kind} was asked about without its content`);
  }
  return problem === null ? allowed : { kind: "refused", reason: "content-unfit", problem };
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}
