import { memo, Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { WindowState } from "#domain/window.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatDayDivider } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { windowNow } from "../../ui/window-state.ts";
import type { Row } from "./build-rows.ts";
import { ConversationDivider } from "./ConversationDivider.tsx";
import classes from "./Dividers.module.css";
import { isLine } from "./kind-place.ts";
import { EventLine } from "./lazy-kinds.ts";
import { MessageItem } from "./MessageItem.tsx";
import { mayResend } from "./may-resend.ts";
import { SystemLine } from "./SystemLine.tsx";

type Props = {
  row: Row;
  thread: ThreadDetail;
  messages: readonly Message[];
  /** Brings a message that another one quotes into view. */
  onShow: (id: string) => void;
  onReply: (message: Message) => void;
};

/** One line of the thread: a message or one of the dividers. Scrolling draws no line anew that did not change. */
export const LogRow = memo(PlainRow);

function PlainRow({ row, thread, messages, onShow, onReply }: Props) {
  const time = useTime();
  switch (row.kind) {
    case "day":
      return (
        <h3 className={classes.day}>
          <span>{formatDayDivider(row.at, time)}</span>
        </h3>
      );
    case "conversation":
      return <ConversationDivider conversation={row.conversation} messages={row.messages} />;
    case "unread":
      return <p className={classes.unread}>{time.words("thread.newMessages", { count: row.count })}</p>;
    case "message": {
      const { message } = row;
      if (message.kind === "system") {
        return <SystemLine message={message} />;
      }
      if (isLine(message)) {
        return (
          <Suspense fallback={<p className={classes.line}>…</p>}>
            <EventLine message={message} customerName={customerName(thread.customer)} onShow={onShow} />
          </Suspense>
        );
      }
      const view = thread.windows.find(
        ({ channelId, identityId }) => channelId === message.channelId && identityId === message.identityId,
      );
      const question = { message, window: windowNow(view, time.now), now: time.now, messages };
      return (
        <MessageItem
          message={message}
          customerName={customerName(thread.customer)}
          continues={row.continues}
          mayResend={mayResend(question)}
          onReply={mayReply(message, question.window.state) ? () => onReply(message) : null}
          quoted={message.quoted ?? quotedOf(message, messages)}
          onShow={onShow}
        />
      );
    }
    default:
      return row satisfies never;
  }
}

/** A quote needs the provider's id of the message, and on WhatsApp an open window for the answer. */
function mayReply(message: Message, window: WindowState["state"]): boolean {
  const isKnown = message.providerId !== null && message.direction !== "note";
  return isKnown && (message.kind === "email" || window === "open");
}

/** What a message on its way quotes, before the server tells it. */
function quotedOf({ kind, answersId }: Message, messages: readonly Message[]): Message["quoted"] {
  const quoted =
    answersId === null || kind === "email" ? undefined : messages.find(({ id }) => id === answersId);
  return quoted === undefined
    ? undefined
    : { id: quoted.id, direction: quoted.direction, kind: quoted.kind, text: quoted.text };
}
