import { Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import { AttachmentCard } from "./AttachmentCard.tsx";
import { hasOwnContent, isCarrying, isForm, placeOf } from "./kind-place.ts";
import { AmendedContent, FormattedText, KindContent, ReferralCard } from "./lazy-kinds.ts";
import { MailText } from "./MailText.tsx";
import classes from "./MessageItem.module.css";
import { MessagePart } from "./MessagePart.tsx";
import { TemplateBubble } from "./TemplateBubble.tsx";

/** What a message says: its files, its text, and what its kind has beyond them; changed or taken back since or not. */
export function MessageContent({ message }: { message: Message }) {
  if (message.edited === undefined && message.revoked === undefined) {
    return <PresentContent message={message} />;
  }
  return (
    <MessagePart message={message} height="2.75rem">
      <AmendedContent message={message}>
        <PresentContent message={message} />
      </AmendedContent>
    </MessagePart>
  );
}

function PresentContent({ message }: { message: Message }) {
  const words = useWords();
  const { text, template, attachments, kind } = message;
  const carries = isCarrying(message);
  const hasOwn = carries || hasOwnContent(message);
  const isBare = text === null && template === undefined && attachments.length === 0 && !hasOwn;
  // The pictures and films of a carousel stand in its cards.
  const inCards = template?.cards?.map(({ media }) => media?.attachmentId) ?? [];
  const files = attachments
    .filter(({ id }) => !inCards.includes(id))
    .map((attachment) => <AttachmentCard key={attachment.id} attachment={attachment} message={message} />);
  // A picture comes with its caption below; what is enclosed in a mail comes after the mail.
  const isEnclosed = kind === "email";
  return (
    <>
      {cameFromAd(message) && (
        <MessagePart message={message} height="7rem">
          <ReferralCard payload={message.payload} />
        </MessagePart>
      )}
      {!isEnclosed && files}
      {template !== undefined && <TemplateBubble template={template} attachments={attachments} />}
      {template === undefined && text !== null && isEnclosed && <MailText text={text} />}
      {template === undefined && text !== null && !isEnclosed && !carries && !isForm(message) && (
        <span className={classes.text}>
          {message.direction !== "note" && /[*_~`]/.test(text) ? (
            <Suspense fallback={text}>
              <FormattedText text={text} />
            </Suspense>
          ) : (
            text
          )}
        </span>
      )}
      {hasOwn && (
        <MessagePart message={message} height={placeOf(message)}>
          <KindContent message={message} />
        </MessagePart>
      )}
      {isEnclosed && files}
      {isBare && <em className={classes.bare}>{kindWord(kind, words)}</em>}
    </>
  );
}

function cameFromAd({ payload }: Message): boolean {
  return typeof payload === "object" && payload !== null && "referral" in payload;
}
