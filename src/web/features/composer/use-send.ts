import type { ThreadDetail } from "#contract/threads.ts";
import { openPlaceholders } from "#domain/placeholders.ts";
import type { SendDecision } from "#domain/send-rules.ts";
import { secondMs } from "#domain/time.ts";
import { draftFor, drafts, draftsOf, writeDraft } from "../../api/drafts.ts";
import { filesInHand } from "../../api/files-in-hand.ts";
import { dismissRefusal, sendNew } from "../../api/outbox.ts";
import { useMembers } from "../../api/use-members.ts";
import { useSession } from "../../api/use-session.ts";
import { findAnswerSince, loadedMessages, seenSeqOf } from "../work/answer-guard.ts";
import { findMentioned } from "../work/mention-query.ts";
import type { WrittenKind } from "./use-composer.ts";
import type { Route } from "./use-route.ts";

/** How long a mail can be taken back. */
const undoMs = 5 * secondMs;

type What = {
  thread: ThreadDetail;
  route: Route;
  sendKind: WrittenKind;
  decision: SendDecision;
  proposedSubject: string;
};

/** Sends the draft of the chosen channel as it stands; everything that is typed and sent goes through here. */
export function useSend({ thread, route, sendKind, decision, proposedSubject }: What): () => void {
  const { kind, channel, identityId } = route;
  const { user } = useSession();
  const members = useMembers();
  return () => {
    // Read afresh: a second click comes before the next render, when the draft is already gone.
    const { text, subject, answersId, files } = draftFor(draftsOf(drafts.get(), thread.id), kind);
    const isOpen = sendKind !== "note" && openPlaceholders(text).length > 0;
    const isEmpty = text.trim() === "" && files.length === 0;
    const isWaiting = sendKind === "email" && (filesInHand.get()[thread.id] ?? []).length > 0;
    if (decision.kind !== "allowed" || isEmpty || isOpen || isWaiting) {
      return;
    }
    const seenSeq = seenSeqOf(thread.id, kind);
    const isAnswered = findAnswerSince(loadedMessages(thread.id), { seq: seenSeq, userId: user.id }) !== null;
    if (isAnswered && sendKind !== "note") {
      // The notice above the text says so, and asks.
      return;
    }
    dismissRefusal(thread.id);
    const version = writeDraft(thread.id, kind, { text: "", subject: null, answersId: null, files: [] });
    const to = { channelId: channel?.id ?? "", ...(identityId === null ? {} : { identityId }) };
    const content = { text, draft: { kind, version } };
    const quote = answersId === null ? {} : { answersId };
    const body = ((): Parameters<typeof sendNew>[0]["body"] => {
      switch (sendKind) {
        case "note":
          return { kind: "note", ...content, mentions: findMentioned(members, text).map(({ id }) => id) };
        case "email":
          return {
            kind: "email",
            ...to,
            ...content,
            ...quote,
            seenSeq,
            subject: (subject ?? proposedSubject).trim(),
            ...(files.length === 0 ? {} : { uploadIds: files.map(({ id }) => id) }),
            undoMs,
          };
        case "text":
          return { kind: "text", ...to, ...content, ...quote, seenSeq };
        default:
          return sendKind satisfies never;
      }
    })();
    sendNew({ threadId: thread.id, body, files, draftKind: kind });
  };
}
