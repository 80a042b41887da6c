import { useReducer } from "react";
import { useStore } from "../../api/create-store.ts";
import { draftFor, useDraftsOf } from "../../api/drafts.ts";
import { dismissRefusal, type Refusal, refusals, sendNew } from "../../api/outbox.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useSession } from "../../api/use-session.ts";
import { AnsweredNote } from "./AnsweredNote.tsx";
import { acceptAnswer, findAnswerSince, followDraft, seenSeqOf } from "./answer-guard.ts";

type Props = { threadId: string; kind: string; onSend: () => void };

/** Warns who writes that a colleague has just answered; sending then takes a second word. */
export function AnsweredNotice({ threadId, kind, onSend }: Props) {
  const { user } = useSession();
  const { messages } = useMessages(threadId);
  const isTyped = draftFor(useDraftsOf(threadId), kind).text.trim() !== "";
  const refusal = useStore(refusals)[threadId];
  const [, showAgain] = useReducer((count: number) => count + 1, 0);
  followDraft(threadId, kind);
  const refused = refusal?.error.code === "ANSWERED_MEANWHILE" ? refusal.error.details : null;
  const template = refusal === undefined || refused === null ? null : templateOf(refusal);
  const answer = findAnswerSince(messages, { seq: seenSeqOf(threadId, kind), userId: user.id });
  const isAsked = template !== null || (isTyped && kind !== "note");
  if (!isAsked || (answer === null && refused === null)) {
    return null;
  }
  const seenSeq = Math.max(answer?.seq ?? 0, typeof refused?.seq === "number" ? refused.seq : 0);
  const accept = (): void => {
    acceptAnswer(threadId, kind, seenSeq);
    dismissRefusal(threadId);
    showAgain();
  };
  return (
    <AnsweredNote
      name={answer?.author?.name ?? readText(refused?.by)}
      text={answer?.text ?? readText(refused?.text)}
      onSeen={accept}
      onSendAnyway={() => {
        accept();
        if (template === null) {
          onSend();
        } else {
          const { body, preview } = template;
          sendNew({
            threadId,
            body: { ...body, seenSeq },
            ...(preview === null ? {} : { template: preview }),
          });
        }
      }}
    />
  );
}

/** The template that the server refused; its dialog is closed by then. */
function templateOf({ entry: { what } }: Refusal) {
  return what.kind === "new" && what.body.kind === "template"
    ? { body: what.body, preview: what.template }
    : null;
}

function readText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
