import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { fetchThreadAhead } from "../../api/fetch-thread-ahead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { ChannelIcon } from "../../ui/ChannelIcon.tsx";
import { channelWord } from "../../ui/channel-word.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatListTime } from "../../ui/format-time.ts";
import { Moment } from "../../ui/Moment.tsx";
import { useTime } from "../../ui/use-time.ts";
import { TagChips } from "../work/TagChips.tsx";
import { WorkState } from "../work/WorkState.tsx";
import { Preview } from "./Preview.tsx";
import classes from "./ThreadListItem.module.css";
import { WindowLeft } from "./WindowLeft.tsx";

type Props = { thread: ThreadItem; channels: readonly ChannelView[]; isOpen: boolean };

/** One line of the list: who, what last, when, how much is unread, how long the window stays open and who answers. */
export const ThreadListItem = memo(function ThreadListItem({ thread, channels, isOpen }: Props) {
  const time = useTime();
  const queryClient = useQueryClient();
  const { words } = time;
  const { lastMessage, assignee } = thread;
  const name = customerName(thread.customer);
  const kind = channels.find((channel) => channel.id === lastMessage?.channelId)?.kind;
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: thread.id }}
      search={({ message: _, ...search }) => search}
      className={classes.item}
      aria-current={isOpen ? "page" : undefined}
      data-row="true"
      onMouseDown={() => fetchThreadAhead(queryClient, thread.id)}
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
      <span className={classes.line}>
        <span className={classes.name}>{name}</span>
        {assignee !== null && (
          <span className={classes.assignee} title={words("thread.assignee", { name: assignee.name })}>
            <span className={classes.spoken}>{words("thread.assignee", { name: assignee.name })}</span>
            <span aria-hidden="true">{assignee.name.split(" ")[0]}</span>
          </span>
        )}
        <Moment at={Date.parse(thread.lastActivityAt)} className={classes.time}>
          {formatListTime(Date.parse(thread.lastActivityAt), time)}
        </Moment>
      </span>
      <span className={classes.line}>
        <Preview thread={thread} />
        {thread.unread > 0 && (
          <span className={classes.unread}>
            <span aria-hidden="true">{thread.unread}</span>
            <span className={classes.spoken}>{words("list.unread", { count: thread.unread })}</span>
          </span>
        )}
      </span>
      <span className={classes.facts}>
        {/* Who waits, for how long and whose it is needs the room; the badge says the channel there. */}
        {kind !== undefined && (
          <span className={thread.unanswered ? classes.spoken : undefined}>{channelWord(kind, words)}</span>
        )}
        {thread.status !== "open" && (
          <span>
            <WorkState thread={thread} />
          </span>
        )}
        <WindowLeft thread={thread} />
        {thread.unanswered && <span className={classes.waiting}>{words("list.unanswered")}</span>}
        <TagChips tags={thread.tags} />
      </span>
    </Link>
  );
});
