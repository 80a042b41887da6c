import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { Content } from "#domain/content.ts";
import { findContentProblem } from "#domain/find-content-problem.ts";
import { decideSend, type SendDecision } from "#domain/send-rules.ts";
import type { WindowState } from "#domain/window.ts";
import { draftFor, drafts, draftsOf, writeDraft } from "../../api/drafts.ts";
import { type NewMessage, sendNew } from "../../api/outbox.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { useEstimate } from "../../api/use-estimate.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useSession } from "../../api/use-session.ts";
import { useTime } from "../../ui/use-time.ts";
import { priceText } from "../composer/price-text.ts";
import { recipientOf, sendStateOf } from "../composer/recipient.ts";
import type { Route } from "../composer/use-route.ts";
import { findAnswerSince, seenSeqOf } from "../work/answer-guard.ts";

/** Where a message goes that is more than a text. */
export type ContentTarget = { thread: ThreadDetail; route: Route; window: WindowState };

type Body = NewMessage["body"];
type Carrying = Exclude<Body, { kind: "text" | "template" | "email" | "note" | "reaction" }>;
type Parts<One> = One extends Carrying
  ? Omit<One, "channelId" | "identityId" | "answersId" | "seenSeq" | "draft">
  : never;

/** A message without what all of them have: where it goes, what it quotes, what was seen. */
export type ContentMessage = {
  parts: Parts<Body>;
  files?: Message["attachments"];
  /** The draft became its caption. */
  takesDraft?: boolean;
};

/** Judges, prices and sends what is more than a text, by the same rules as the API. */
export function useSendContent({ thread, route, window }: ContentTarget) {
  const { words, language } = useTime();
  const now = useServerNow();
  const { user } = useSession();
  const { messages } = useMessages(thread.id);
  const [seenSeq, setSeenSeq] = useState(() => seenSeqOf(thread.id, route.kind));
  const answer = findAnswerSince(messages, { seq: seenSeq, userId: user.id });
  const { channel, identityId, kind: draftKind } = route;
  const to = { channelId: channel?.id ?? "", ...(identityId === null ? {} : { identityId }) };
  const estimate = useEstimate(
    channel === null ? null : { threadId: thread.id, ...to, kind: "image" },
    window.state,
  );
  const decide = (content: Content): SendDecision =>
    decideSend({
      kind: content.kind,
      now,
      window,
      template: null,
      recipient: recipientOf(thread),
      channelState: sendStateOf(channel),
      text: null,
      subject: null,
      hasAttachments: true,
      contentProblem: findContentProblem(content, now),
    });
  const send = (items: readonly ContentMessage[]): void => {
    const { answersId } = draftFor(draftsOf(drafts.get(), thread.id), draftKind);
    items.forEach(({ parts, files, takesDraft }, index) => {
      const quote = index === 0 && answersId !== null ? { answersId } : {};
      const emptied = index === 0 ? leaveDraft(thread.id, draftKind, takesDraft ?? false) : {};
      sendNew({
        threadId: thread.id,
        body: { ...parts, ...to, ...quote, ...emptied, seenSeq },
        files: files ?? [],
        ...("draft" in emptied ? { draftKind } : {}),
      });
    });
  };
  return {
    /** A colleague's answer that came meanwhile: it is shown, and asked about, before anything goes. */
    answer,
    acceptAnswer: () => setSeenSeq(answer?.seq ?? seenSeq),
    decide,
    send,
    label:
      estimate === null
        ? words("send.reply")
        : `${words("send.reply")} · ${priceText(estimate, words, language)}`,
    estimate,
  };
}

/** What was typed goes along as a caption, or stays; what it quoted was quoted. */
function leaveDraft(
  threadId: string,
  kind: string,
  takesDraft: boolean,
): { draft?: { kind: string; version: number } } {
  if (takesDraft) {
    return { draft: { kind, version: writeDraft(threadId, kind, { text: "", answersId: null }) } };
  }
  if (draftFor(draftsOf(drafts.get(), threadId), kind).answersId !== null) {
    writeDraft(threadId, kind, { answersId: null });
  }
  return {};
}
