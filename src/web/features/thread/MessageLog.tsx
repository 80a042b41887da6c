import { Button, Skeleton } from "@mantine/core";
import { IconArrowDown, IconMessages } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useWords } from "../../ui/use-words.ts";
import { LogRow } from "./LogRow.tsx";
import classes from "./MessageLog.module.css";
import { NewMessage } from "./NewMessage.tsx";
import { useThreadRows } from "./use-thread-rows.ts";

/** How far from the oldest loaded message the next page is asked for, so that prepending is never seen. */
const loadAheadPx = 1500;
const endTolerancePx = 48;

/** The messages of a thread. It opens at the first unread one or the end, and stays at the end if it is there. */
export function MessageLog({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const log = useThreadRows(thread);
  const { rows, messages, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const columnRef = useRef<HTMLDivElement>(null);
  const lastTopRef = useRef(0);
  const isAtEndRef = useRef(true);
  const hasOpenedRef = useRef(false);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => 76,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endTolerancePx,
    overscan: 8,
    paddingStart: 16,
    paddingEnd: 16,
  });

  useLayoutEffect(() => {
    if (hasOpenedRef.current || rows.length === 0) {
      return;
    }
    hasOpenedRef.current = true;
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    isAtEndRef.current = unread === -1;
    if (unread === -1) {
      virtualizer.scrollToEnd();
    } else {
      virtualizer.scrollToIndex(unread, { align: "center" });
    }
  }, [rows, virtualizer]);

  const ownNewest = messages.findLast(({ direction }) => direction !== "in");
  const ownNewestKey = ownNewest?.clientId ?? null;
  const lastOwnRef = useRef(ownNewestKey);
  useEffect(() => {
    if (lastOwnRef.current !== ownNewestKey && hasOpenedRef.current) {
      isAtEndRef.current = true;
      virtualizer.scrollToEnd();
    }
    lastOwnRef.current = ownNewestKey;
  }, [ownNewestKey, virtualizer]);

  // A growing composer takes height from the list, a failure makes a message taller: who was at the end stays there.
  useEffect(() => {
    const scroller = scrollerRef.current;
    const column = columnRef.current;
    if (scroller === null || column === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      if (isAtEndRef.current && hasOpenedRef.current) {
        virtualizer.scrollToEnd();
      }
    });
    observer.observe(scroller);
    observer.observe(column);
    return () => observer.disconnect();
  }, [virtualizer]);

  const handleScroll = (): void => {
    const scroller = scrollerRef.current;
    if (scroller === null) {
      return;
    }
    const nowAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < endTolerancePx;
    // Only moving up leaves the end; content that grows below does not.
    if (nowAtEnd || scroller.scrollTop < lastTopRef.current) {
      isAtEndRef.current = nowAtEnd;
    }
    lastTopRef.current = scroller.scrollTop;
    setIsAtEnd(nowAtEnd);
    if (scroller.scrollTop < loadAheadPx && hasNextPage && !isFetchingNextPage) {
      void fetchNextPage();
    }
  };

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
          onClick={() => {
            isAtEndRef.current = true;
            virtualizer.scrollToEnd();
          }}
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
