import { IconBolt, IconCopy, IconMail, IconNote, IconTemplate } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import { formatClock } from "../../ui/format-time.ts";
import { Moment } from "../../ui/Moment.tsx";
import { useTime } from "../../ui/use-time.ts";
import { chargeDetail, chargeText } from "./charge-text.ts";
import { BubbleActions, MessageFailure, MessageMarks } from "./lazy-kinds.ts";
import { MessageContent } from "./MessageContent.tsx";
import classes from "./MessageItem.module.css";
import { MessagePart } from "./MessagePart.tsx";
import { MessageStatus } from "./MessageStatus.tsx";
import { OtherAddress } from "./OtherAddress.tsx";
import { QuotedMessage } from "./QuotedMessage.tsx";
import { Reactions } from "./Reactions.tsx";
import { isWaiting, undoUntil } from "./taken-back.ts";
import { UndoMail } from "./UndoMail.tsx";
import { UndoWaiting } from "./UndoWaiting.tsx";

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
          {hasMarks(message) && (
            <MessagePart message={message} height="1.25rem">
              <MessageMarks payload={message.payload} />
            </MessagePart>
          )}
          {quoted !== undefined && (
            <QuotedMessage quoted={quoted} customerName={customerName} onShow={onShow} />
          )}
          <MessageContent message={message} />
          <span className={classes.meta}>
            {direction === "out" && message.author !== null && <span>{message.author.name}</span>}
            <Moment at={sentAt}>{formatClock(sentAt, time)}</Moment>
            {direction === "out" && <MessageStatus status={status} />}
            {message.charge !== undefined && isWorthShowing(message.charge) && (
              <Link
                to="/help/whatsapp-costs"
                className={classes.charge}
                title={chargeDetail(message.charge, words)}
              >
                {chargeText(message.charge, words, time.language)}
              </Link>
            )}
          </span>
        </div>
        {onReply !== null && (
          <Suspense>
            <BubbleActions message={message} onReply={onReply} />
          </Suspense>
        )}
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
      {hasFailed && direction === "out" && (
        <MessagePart message={message} height="4.5rem">
          <MessageFailure message={message} mayResend={mayResend} />
        </MessagePart>
      )}
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

/** Where something is to be said of where a message comes from: forwarded, phone app, imported, group, product. */
const marks = ["forwarded", "phoneApp", "history", "group", "product"];

function hasMarks({ payload }: Message): boolean {
  return typeof payload === "object" && payload !== null && marks.some((mark) => mark in payload);
}

/** Free texts that cost nothing say nothing; templates, costs and unknown rates do. */
function isWorthShowing(charge: NonNullable<Message["charge"]>): boolean {
  return charge.state !== "dropped" && (charge.category !== "service" || Number(charge.amount ?? 1) !== 0);
}
