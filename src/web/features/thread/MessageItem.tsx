import { IconBolt, IconCopy, IconMail, IconNote, IconTemplate } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import { formatClock } from "../../ui/format-time.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { Moment } from "../../ui/Moment.tsx";
import { useTime } from "../../ui/use-time.ts";
import { AttachmentCard } from "./AttachmentCard.tsx";
import { chargeText } from "./charge-text.ts";
import { FormattedText } from "./FormattedText.tsx";
import { MailText } from "./MailText.tsx";
import { MessageFailure } from "./MessageFailure.tsx";
import classes from "./MessageItem.module.css";
import { MessageStatus } from "./MessageStatus.tsx";
import { OtherAddress } from "./OtherAddress.tsx";
import { QuotedMessage } from "./QuotedMessage.tsx";
import { ReactButton } from "./ReactButton.tsx";
import { Reactions } from "./Reactions.tsx";
import { ReplyButton } from "./ReplyButton.tsx";
import { TemplateBubble } from "./TemplateBubble.tsx";
import { isWaiting, undoUntil } from "./taken-back.ts";
import { UndoMail } from "./UndoMail.tsx";
import { UndoWaiting } from "./UndoWaiting.tsx";

const SentContent = lazy(async () => {
  const { SentContent: component } = await import("./SentContent.tsx");
  return { default: component };
});

/** Kinds of ours that carry what is neither text nor file. */
const carrying = new Set(["location", "contacts", "interactive"]);

type Props = {
  message: Message;
  customerName: string;
  continues: boolean;
  mayResend: boolean;
  /** Null: this message can't be answered by itself. */
  onReply: (() => void) | null;
  quoted: Message["quoted"];
  onShow: (id: string) => void;
};

/** One message: a bubble on its side, or a note across the thread. */
export function MessageItem({ message, customerName, continues, quoted, onShow, onReply, mayResend }: Props) {
  const time = useTime();
  const { words } = time;
  const { direction, kind, status } = message;
  const look = direction === "note" ? "note" : kind === "email" ? "email" : direction;
  const hasFailed = status === "failed" || status === "expired" || status === "unknown" || status === "held";
  const sentAt = Date.parse(message.sentAt);
  const undoableUntil = undoUntil(message);
  return (
    <article className={classes.item} data-side={direction} data-continues={continues ? "true" : undefined}>
      <div className={classes.line}>
        <div className={classes.bubble} data-look={look}>
          <span className={classes.spoken}>
            {direction === "in"
              ? words("thread.customerSays", { name: customerName })
              : words("thread.youSay")}
          </span>
          <MessageLabel message={message} />
          {quoted !== undefined && (
            <QuotedMessage quoted={quoted} customerName={customerName} onShow={onShow} />
          )}
          <MessageContent message={message} />
          <span className={classes.meta}>
            {direction === "out" && message.author !== null && <span>{message.author.name}</span>}
            <Moment at={sentAt}>{formatClock(sentAt, time)}</Moment>
            {direction === "out" && <MessageStatus status={status} />}
            {message.charge !== undefined && isWorthShowing(message.charge) && (
              <Link to="/help/whatsapp-costs" className={classes.charge}>
                {chargeText(message.charge, words, time.language)}
              </Link>
            )}
          </span>
        </div>
        {onReply !== null && <ReplyButton onReply={onReply} />}
        {onReply !== null && kind !== "email" && <ReactButton message={message} />}
      </div>
      {message.reactions.length > 0 && <Reactions reactions={message.reactions} />}
      {undoableUntil !== null && <UndoMail message={message} until={undoableUntil} />}
      {isWaiting(message) && <UndoWaiting clientId={message.id} />}
      {message.mayHaveArrivedTwice === true && (
        <span className={classes.twice}>
          <IconCopy size={14} aria-hidden="true" />
          {words("thread.arrivedTwice")}
        </span>
      )}
      {hasFailed && direction === "out" && <MessageFailure message={message} mayResend={mayResend} />}
    </article>
  );
}

/** What stands above the text: automatic, template, e-mail with its subject, or note with its author. */
function MessageLabel({ message }: { message: Message }) {
  const { words } = useTime();
  if (message.direction === "note") {
    const { author } = message;
    return (
      <span className={classes.label}>
        <IconNote size={14} aria-hidden="true" />
        {author === null ? words("thread.note") : words("thread.noteBy", { name: author.name })}
      </span>
    );
  }
  if (message.kind === "email") {
    return (
      <>
        <OtherAddress payload={message.payload} />
        {message.automatic && <AutomaticLabel />}
        <span className={classes.subject}>
          <IconMail size={15} aria-hidden="true" />
          <span className={classes.spoken}>{words("thread.email")}: </span>
          {message.subject || words("thread.noSubject")}
        </span>
      </>
    );
  }
  if (message.automatic) {
    return <AutomaticLabel />;
  }
  return message.template === undefined ? null : (
    <span className={classes.label}>
      <IconTemplate size={14} aria-hidden="true" />
      {words("thread.template")} · {message.template.name}
    </span>
  );
}

function AutomaticLabel() {
  const { words } = useTime();
  return (
    <span className={classes.label}>
      <IconBolt size={14} aria-hidden="true" />
      {words("thread.automatic")}
    </span>
  );
}

function MessageContent({ message }: { message: Message }) {
  const { words } = useTime();
  const isCarrying = message.direction === "out" && carrying.has(message.kind);
  const isBare =
    message.text === null &&
    message.template === undefined &&
    message.attachments.length === 0 &&
    !isCarrying;
  const files = message.attachments.map((attachment) => (
    <AttachmentCard key={attachment.id} attachment={attachment} threadId={message.threadId} />
  ));
  // A picture comes with its caption below; what is enclosed in a mail comes after the mail.
  const isEnclosed = message.kind === "email";
  return (
    <>
      {!isEnclosed && files}
      {message.template !== undefined && <TemplateBubble template={message.template} />}
      {message.template === undefined && message.text !== null && isEnclosed && (
        <MailText text={message.text} />
      )}
      {isCarrying && (
        <Suspense>
          <SentContent message={message} />
        </Suspense>
      )}
      {message.template === undefined && message.text !== null && !isEnclosed && !isCarrying && (
        <span className={classes.text}>
          {message.direction === "note" ? message.text : <FormattedText text={message.text} />}
        </span>
      )}
      {isEnclosed && files}
      {isBare && <em className={classes.bare}>{kindWord(message.kind, words)}</em>}
    </>
  );
}

/** Free texts that cost nothing say nothing; templates, costs and unknown rates do. */
function isWorthShowing(charge: NonNullable<Message["charge"]>): boolean {
  return charge.state !== "dropped" && (charge.category !== "service" || Number(charge.amount ?? 1) !== 0);
}
