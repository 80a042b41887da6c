import { decideAutoReply, defaultEveryMs, defaultQuietMs } from "#domain/auto-reply.ts";
import type { Category, CountingMessage } from "#domain/conversation.ts";
import { deriveConversations } from "#domain/derive-conversations.ts";
import { exitsFor } from "#domain/exits.ts";
import { proposeChannel } from "#domain/propose-channel.ts";
import { decideSend, type SendDecision, type SendQuestion } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import { findWaiting, type ThreadItem } from "#domain/waiting.ts";
import {
  clampSentAt,
  recordCustomerEvent,
  recordRefusal,
  type WindowRecord,
  wasOpenAt,
  windowStateAt,
} from "#domain/window.ts";

/** A time of day D (Tue 10 Mar 2026, Madrid) or, with 1, of the next day: "18:02" or "18:18:59". */
export const D = (time: string, plusDays = 0): Instant =>
  Date.parse(`2026-03-${10 + plusDays}T${time.length === 5 ? `${time}:00` : time}+01:00`);

type Inbound = { id: string; sentAt: Instant; channel: string };
/** One walk through an example. */
export type Story = ReturnType<typeof newStory>;

/** María's thread with the hotel, kept with domain functions alone: what the server does, without a server. */
export function newStory({ autoReplyIsOn = false, hasEmail = true } = {}) {
  const windows = new Map<string, WindowRecord>();
  const inbounds: Inbound[] = [];
  const items: ThreadItem[] = [];
  const ours: (Omit<CountingMessage, "windowOpenAtAttempt"> & { channel: string })[] = [];
  const automaticAt: Instant[] = [];
  const personAt: Instant[] = [];
  let lastCustomerChannel: string | null = null;

  const nextSeq = () => items.length + 1;
  const recipient = {
    hasWhatsApp: true,
    hasPhone: true,
    hasEmail,
    marketingStopped: false,
    marketingCappedUntil: null,
    blocked: false,
  };
  const windowAt = (now: Instant, channel = "number-1") => windowStateAt(windows.get(channel) ?? null, now);

  /** A message of ours on WhatsApp, delivered at once; with a category it is a template. */
  function put({ at, channel, category }: { at: Instant; channel: string; category: Category | null }): void {
    ours.push({
      id: `out-${ours.length}`,
      seq: nextSeq(),
      channel,
      kind: category === null ? "free-text" : "template",
      category,
      status: "delivered",
      attemptAt: at,
      acceptedAt: at,
      reachedAt: at,
    });
  }

  /** María writes; answers what the auto-reply guard said, and lets the automatic message go out. */
  function customerWrites(
    sentAt: Instant,
    { channel = "number-1", id = `in-${inbounds.length}`, receivedAt = sentAt } = {},
  ) {
    const isFirst = inbounds.every((inbound) => inbound.id !== id);
    const kind = channel === "mailbox" ? "email" : "text";
    if (isFirst) {
      inbounds.push({ id, sentAt, channel });
      items.push({ by: "customer", seq: nextSeq(), kind });
      windows.set(
        channel,
        recordCustomerEvent(windows.get(channel) ?? null, { kind, sentAt: clampSentAt(sentAt, receivedAt) }),
      );
      lastCustomerChannel = channel;
    }
    const verdict = decideAutoReply({
      now: receivedAt,
      rule: { isOn: autoReplyIsOn, everyMs: defaultEveryMs, quietMs: defaultQuietMs },
      inbound: { kind, sentAt, receivedAt, text: "¿Hay parking?", isFirst },
      window: windowAt(receivedAt, channel),
      isBlocked: false,
      lastAutomaticAt: automaticAt.at(-1) ?? null,
      lastPersonAt: personAt.at(-1) ?? null,
      mail: kind === "email" ? { isAutomatic: false, lastAutomaticAt: null } : null,
    });
    if (verdict.kind === "send") {
      put({ at: receivedAt, channel, category: null });
      items.push({ by: "business", seq: nextSeq(), kind: "free-text", isAutomatic: true });
      automaticAt.push(receivedAt);
    }
    return verdict;
  }

  /** The agent sends; what the rules refuse leaves no trace. */
  function agentSends(
    kind: "text" | "template" | "email",
    at: Instant,
    given: Partial<SendQuestion> & { category?: Category; channel?: string } = {},
  ): SendDecision {
    const { category = "utility", channel = "number-1", ...facts } = given;
    const template =
      kind === "template" ? { status: "approved", category, hasAllFields: true, needsPhone: false } : null;
    const decision = decideSend({
      kind,
      now: at,
      window: windowAt(at, channel),
      template,
      recipient,
      channelState: "connected",
      text: "Sí, gratuito",
      subject: "Tu reserva",
      hasAttachments: false,
      ...facts,
    });
    if (decision.kind === "allowed") {
      if (kind !== "email") {
        put({ at, channel, category: kind === "text" ? null : category });
      }
      const itemKind = kind === "text" ? "free-text" : kind;
      items.push({ by: "business", seq: nextSeq(), kind: itemKind, isAutomatic: false });
      personAt.push(at);
    }
    return decision;
  }

  function conversations(channel = "number-1") {
    const openings = inbounds.filter((inbound) => inbound.channel === channel).map(({ sentAt }) => sentAt);
    const messages = ours
      .filter((message) => message.channel === channel)
      .map((message) => ({ ...message, windowOpenAtAttempt: wasOpenAt(openings, message.attemptAt) }));
    return deriveConversations({ messages });
  }

  return {
    customerWrites,
    agentSends,
    windowAt,
    conversations,
    inbounds,
    shownConversations: () =>
      conversations().map(({ category, startedBy, startsAt, endsAt, messageIds }) => [
        category,
        startedBy,
        startsAt,
        endsAt,
        messageIds.length,
      ]),
    sentCount: () => ours.length,
    isUnanswered: () => findWaiting(items) !== null,
    lastItem: () => items.at(-1),
    failLast() {
      const last = ours.pop();
      if (last !== undefined) {
        ours.push({ ...last, status: "failed", reachedAt: null });
      }
    },
    refuse(attemptAt: Instant) {
      windows.set("number-1", recordRefusal(windows.get("number-1") ?? null, attemptAt));
    },
    exitsAt: (now: Instant, lastTemplateAt: Instant | null = null) =>
      exitsFor({ now, window: windowAt(now), recipient, mailState: "connected", lastTemplateAt }),
    proposedChannel: (now: Instant) =>
      proposeChannel(
        [
          { channelId: "number-1", hasOpenWindow: windowAt(now).state === "open" },
          { channelId: "mailbox", hasOpenWindow: false },
        ],
        lastCustomerChannel,
      ),
  };
}

/** The refusal of free text outside the window, with the facts that screen and API show. */
export const windowClosed = (state: "closed" | "never", closesAt: Instant | null) => ({
  kind: "refused",
  reason: "window-closed",
  state,
  closesAt,
});
