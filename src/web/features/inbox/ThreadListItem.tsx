import { IconAlertCircle } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import type { ChannelView } from "#contract/channels.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { drafts, draftsOf, isEmpty } from "../../api/drafts.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { ChannelIcon } from "../../ui/ChannelIcon.tsx";
import { channelWord } from "../../ui/channel-word.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatListTime } from "../../ui/format-time.ts";
import { Moment } from "../../ui/Moment.tsx";
import { useTime } from "../../ui/use-time.ts";
import { previewText } from "./preview-text.ts";
import classes from "./ThreadListItem.module.css";
import { WindowLeft } from "./WindowLeft.tsx";

type Props = { thread: ThreadItem; channels: readonly ChannelView[]; isOpen: boolean };

/** One line of the list: who, what last, when, how much is unread and how long the window stays open. */
export function ThreadListItem({ thread, channels, isOpen }: Props) {
  const time = useTime();
  const { words } = time;
  const search = useSearch({ from: "/app/inbox" });
  const { lastMessage } = thread;
  const name = customerName(thread.customer);
  const kind = channels.find((channel) => channel.id === lastMessage?.channelId)?.kind;
  const draft = Object.values(draftsOf(useStore(drafts), thread.id).byKind).find((one) => !isEmpty(one));
  const isFailed = lastMessage?.status === "failed" || lastMessage?.status === "expired";
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: thread.id }}
      search={search}
      className={classes.item}
      aria-current={isOpen ? "page" : undefined}
      data-unread={thread.unread > 0 ? "true" : undefined}
    >
      <span className={classes.avatar}>
        <Avatar name={name} />
        {kind !== undefined && (
          <span className={classes.badge} data-kind={kind}>
            <ChannelIcon kind={kind} size={12} />
          </span>
        )}
      </span>
      <span className={classes.name}>{name}</span>
      <Moment at={Date.parse(thread.lastActivityAt)} className={classes.time}>
        {formatListTime(Date.parse(thread.lastActivityAt), time)}
      </Moment>
      <span className={classes.preview}>
        {draft !== undefined && <span className={classes.draft}>{words("list.draft")}: </span>}
        {draft === undefined && isFailed && (
          <span className={classes.failed}>
            <IconAlertCircle size={14} aria-hidden="true" /> {words("list.failed")}:{" "}
          </span>
        )}
        {draft === undefined ? previewText(lastMessage, words) : draft.text || (draft.subject ?? "")}
      </span>
      {thread.unread > 0 && (
        <span className={classes.unread}>
          <span aria-hidden="true">{thread.unread}</span>
          <span className={classes.spoken}>{words("list.unread", { count: thread.unread })}</span>
        </span>
      )}
      <span className={classes.facts}>
        {kind !== undefined && <span>{channelWord(kind, words)}</span>}
        <WindowLeft windows={thread.windows} />
        {thread.unanswered && <span className={classes.waiting}>{words("list.unanswered")}</span>}
      </span>
    </Link>
  );
}
