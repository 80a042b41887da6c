import { Button, Skeleton } from "@mantine/core";
import { IconArrowDown, IconMessages } from "@tabler/icons-react";
import { useCallback, useEffect, useRef } from "react";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { startReply } from "../../api/drafts.ts";
import { useChannels } from "../../api/use-channels.ts";
import { customerName } from "../../ui/customer-name.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { LogRow } from "./LogRow.tsx";
import classes from "./MessageLog.module.css";
import { NewMessage } from "./NewMessage.tsx";
import { useFoundMessage } from "./use-found-message.ts";
import { useLogScroll } from "./use-log-scroll.ts";
import { useNewBelow } from "./use-new-below.ts";
import { useThreadRows } from "./use-thread-rows.ts";

/** The messages of a thread. It opens at the first unread one or the end, and stays at the end if it is there. */
export function MessageLog({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const log = useThreadRows(thread);
  const channels = useChannels();
  const { rows, messages, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const columnRef = useRef<HTMLDivElement>(null);
  const ownNewest = messages.findLast(({ direction }) => direction !== "in");
  const { virtualizer, isAtEnd, handleScroll, goToEnd, goToRow } = useLogScroll({
    rows,
    scrollerRef,
    columnRef,
    ownNewestKey: log.isSuccess ? (ownNewest?.clientId ?? null) : undefined,
    onNearStart: () => {
      if (hasNextPage && !isFetchingNextPage) {
        void fetchNextPage();
      }
    },
  });

  const { foundId, show: showMessage } = useFoundMessage({
    rows,
    loadOlder: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null,
    hasOlder: hasNextPage,
    goToRow,
    onMissing: () => void notify(words("thread.quoteTooOld")),
  });
  const newBelow = useNewBelow(messages, isAtEnd);
  const reply = (message: Message): void => {
    const kind = channels.find(({ id }) => id === message.channelId)?.kind;
    if (kind !== undefined) {
      const after = messages.findLast(({ direction }) => direction === "in")?.id ?? null;
      startReply({ threadId: thread.id, kind, answersId: message.id, after });
      focusComposer();
    }
  };
  // Lines keep these two while the log is scrolled, so that they need not be drawn again.
  const actionsRef = useRef({ showMessage, reply });
  useEffect(() => {
    actionsRef.current = { showMessage, reply };
  });
  const handleShow = useCallback((id: string) => actionsRef.current.showMessage(id), []);
  const handleReply = useCallback((message: Message) => actionsRef.current.reply(message), []);
  return (
    <div className={classes.frame}>
      <div
        ref={scrollerRef}
        className={classes.scroller}
        role="log"
        aria-label={words("thread.messages")}
        aria-live="off"
        {...keyboardScrollable}
        onScroll={handleScroll}
      >
        {log.isPending && <LogSkeleton />}
        {log.isError && (
          <div className={classes.column}>
            <ErrorNote
              error={log.error}
              title={words("error.loadTitle")}
              onRetry={() => void log.refetch()}
            />
          </div>
        )}
        {log.isSuccess && rows.length === 0 && (
          <EmptyState icon={<IconMessages size={26} />} title={words("empty.threadTitle")}>
            {words("empty.thread")}
          </EmptyState>
        )}
        <div className={classes.push}>
          <div ref={columnRef} className={classes.column} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ key, index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={classes.row}
                  data-found={row.kind === "message" && row.message.id === foundId ? "true" : undefined}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <LogRow
                    row={row}
                    thread={thread}
                    messages={messages}
                    onShow={handleShow}
                    onReply={handleReply}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {!isAtEnd && (
        <Button
          size="compact-md"
          variant={newBelow > 0 ? "filled" : "default"}
          radius="xl"
          className={classes.toEnd}
          leftSection={<IconArrowDown size={16} aria-hidden="true" />}
          onClick={goToEnd}
        >
          {newBelow > 0 ? words("thread.newMessages", { count: newBelow }) : words("thread.toEnd")}
        </Button>
      )}
      <NewMessage messages={messages} customerName={customerName(thread.customer)} />
    </div>
  );
}

function LogSkeleton() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      <Skeleton height={56} width="55%" radius="lg" />
      <Skeleton height={80} width="65%" radius="lg" className={classes.ours} />
      <Skeleton height={56} width="45%" radius="lg" />
    </div>
  );
}
