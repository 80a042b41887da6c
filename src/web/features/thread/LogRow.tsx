import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatDayDivider } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { windowNow } from "../../ui/window-state.ts";
import type { Row } from "./build-rows.ts";
import { ConversationDivider } from "./ConversationDivider.tsx";
import classes from "./Dividers.module.css";
import { MessageItem } from "./MessageItem.tsx";
import { mayResend } from "./may-resend.ts";
import { SystemLine } from "./SystemLine.tsx";

type Props = { row: Row; thread: ThreadDetail; messages: readonly Message[] };

/** One line of the thread: a message or one of the dividers. */
export function LogRow({ row, thread, messages }: Props) {
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
        />
      );
    }
    default:
      return row satisfies never;
  }
}
