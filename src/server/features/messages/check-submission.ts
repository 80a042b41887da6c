import { holdOf } from "#domain/channel-alarms.ts";
import type { Content, FileFacts } from "#domain/content.ts";
import { mayRetryRefused } from "#domain/exits.ts";
import { findContentProblem } from "#domain/find-content-problem.ts";
import { findMailFilesProblem } from "#domain/media-limits.ts";
import { type ChannelState, decideSend, type Recipient, type SendKind } from "#domain/send-rules.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { TemplateToSend } from "../templates/fill-for-sending.ts";
import type { Target } from "./load-target.ts";
import { refusalError } from "./refuse.ts";

/** A message that somebody wants to send now. */
export type Submission = {
  kind: Exclude<SendKind, "note">;
  target: Target;
  template: TemplateToSend | null;
  text: string | null;
  subject: string | null;
  /** Null: no more than text, template or mail. */
  content: Content | null;
  files: readonly FileFacts[];
  /** A person repeats a text that WhatsApp refused although our clock said open: allowed once (W9). */
  isRetry: boolean;
};

/** The rules of the domain, then what only the server sees: parts of a template that we can't send, unfit values. */
export function checkSubmission(ctx: Context, submission: Submission): void {
  const { kind, target, template, text, subject, content, files, isRetry } = submission;
  const { channel, recipient } = target;
  if (ctx.adapters.get(channel.kind)?.sends.includes(kind) !== true) {
    throw new AppError("CHANNEL_UNAVAILABLE", { reason: "another-kind" });
  }
  const now = ctx.now();
  const decision = decideSend({
    kind,
    now,
    window: isRetry ? reopened(target, now) : target.window,
    template: template?.question ?? null,
    recipient,
    channelState: sendStateOf(channel, now),
    text,
    subject,
    hasAttachments: files.length > 0,
    contentProblem: content === null ? findMailFilesProblem(files) : findContentProblem(content, now),
  });
  if (decision.kind === "refused") {
    throw refusalError(decision, template?.missing ?? []);
  }
  if (template !== null && template.unsendable !== null) {
    const { status } = template.question;
    throw new AppError("TEMPLATE_NOT_SENDABLE", { status, part: template.unsendable });
  }
  if (template !== null && template.submitted === null) {
    throw new AppError("MESSAGE_REFUSED", { reason: "fields-unfit", problems: template.problems });
  }
}

function sendStateOf({ state, health }: Target["channel"], now: number): ChannelState {
  if (state === "disconnected") {
    return "disconnected";
  }
  return health === null ? "connected" : (holdOf(health, now) ?? "connected");
}

/** A note needs no window and no address; only an empty one is refused. */
export function checkNote(ctx: Context, text: string): void {
  const decision = decideSend({
    kind: "note",
    now: ctx.now(),
    window: null,
    template: null,
    recipient: nobody,
    channelState: "connected",
    text,
    subject: null,
    hasAttachments: false,
  });
  if (decision.kind === "refused") {
    throw refusalError(decision, []);
  }
}

const nobody: Recipient = {
  hasWhatsApp: false,
  hasPhone: false,
  hasEmail: false,
  marketingStopped: false,
  marketingCappedUntil: null,
  blocked: false,
};

function reopened({ window }: Target, now: number): Target["window"] {
  if (window === null || window.state !== "closed" || window.closesAt === null) {
    return window;
  }
  const { closesAt, lastCustomerMessageAt } = window;
  return mayRetryRefused(window, now, 0) && lastCustomerMessageAt !== null
    ? { state: "open", closesAt, lastCustomerMessageAt }
    : window;
}
