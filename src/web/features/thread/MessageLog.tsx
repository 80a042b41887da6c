import { Button, Skeleton } from "@mantine/core";
import { IconArrowDown, IconMessages } from "@tabler/icons-react";
import { useRef } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useWords } from "../../ui/use-words.ts";
import { LogRow } from "./LogRow.tsx";
import classes from "./MessageLog.module.css";
import { NewMessage } from "./NewMessage.tsx";
import { useLogScroll } from "./use-log-scroll.ts";
import { useThreadRows } from "./use-thread-rows.ts";

/** The messages of a thread. It opens at the first unread one or the end, and stays at the end if it is there. */
export function MessageLog({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const log = useThreadRows(thread);
  const { rows, messages, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const columnRef = useRef<HTMLDivElement>(null);
  const ownNewest = messages.findLast(({ direction }) => direction !== "in");
  const { virtualizer, isAtEnd, handleScroll, goToEnd } = useLogScroll({
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
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <LogRow row={row} thread={thread} messages={messages} />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {!isAtEnd && (
        <Button
          size="compact-md"
          variant="default"
          radius="xl"
          className={classes.toEnd}
          leftSection={<IconArrowDown size={16} aria-hidden="true" />}
          onClick={goToEnd}
        >
          {words("thread.toEnd")}
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
