import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { ThreadFilter } from "../../api/thread-filter.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useThreadList } from "../../api/use-threads.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { ListWork } from "../work/ListWork.tsx";
import { SelectBox } from "../work/SelectBox.tsx";
import { selectOnShiftClick } from "../work/select-on-shift-click.ts";
import { NewsPill } from "./NewsPill.tsx";
import { NoThreads } from "./NoThreads.tsx";
import { ThreadListItem } from "./ThreadListItem.tsx";
import classes from "./ThreadRows.module.css";
import { ThreadSkeletons } from "./ThreadSkeletons.tsx";
import { useArrowKeys } from "./use-arrow-keys.ts";
import { useHeldList } from "./use-held-list.ts";
import { useKeptScroll } from "./use-kept-scroll.ts";
import { useThreadSteps } from "./use-thread-steps.ts";

/** As in ThreadListItem.module.css: every row is equally high, so that nothing has to be measured or moved. */
const rowRem = 5;
/** The next page is asked for when this few loaded rows are left below. */
const loadAheadRows = 12;

type Props = { filter: ThreadFilter; openId: string | null; onAdd: () => void };

/** The threads of one list; pages load as it is scrolled, and only the visible rows are in the page. */
export function ThreadRows({ filter, openId, onAdd }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const channels = useChannels();
  const list = useThreadList(filter);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const areaRef = useRef<HTMLDivElement>(null);
  const scrollerRef = useRef<HTMLDivElement>(null);
  const { threads, gone, news, release } = useHeldList({ areaRef, scrollerRef }, filter.view, list.threads);
  useArrowKeys(scrollerRef);
  const [remPx] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const listKey = JSON.stringify(filter);
  const initialOffset = useKeptScroll(listKey, scrollerRef, openId);
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => rowRem * remPx,
    getItemKey: (index) => threads[index]?.id ?? index,
    overscan: 6,
    initialOffset,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= threads.length - loadAheadRows && hasNextPage && !isFetchingNextPage && !list.isError) {
      void fetchNextPage();
    }
  }, [lastIndex, threads.length, hasNextPage, isFetchingNextPage, fetchNextPage, list.isError]);
  useThreadSteps({
    ids: threads.flatMap(({ id }) => (gone.has(id) && id !== openId ? [] : [id])),
    openId,
    onStep: (threadId) => {
      virtualizer.scrollToIndex(threads.findIndex(({ id }) => id === threadId));
      void navigate({
        to: "/inbox/$threadId",
        params: { threadId },
        search: ({ message: _, ...search }) => search,
        replace: openId !== null,
      });
    },
  });

  return (
    <div ref={areaRef} className={classes.area}>
      {news > 0 && (
        <NewsPill
          count={news}
          onShow={() => {
            release();
            virtualizer.scrollToOffset(0);
          }}
        />
      )}
      <div ref={scrollerRef} className={classes.scroller}>
        <ListWork threads={threads} listKey={listKey} openId={openId} />
        {list.isPending && <ThreadSkeletons />}
        {list.isError && (
          <div className={classes.problem}>
            <ErrorNote
              error={list.error}
              title={words("error.loadTitle")}
              onRetry={() => void list.refetch()}
            />
          </div>
        )}
        {list.isSuccess && threads.length === 0 && <NoThreads filter={filter} onAdd={onAdd} />}
        <ul
          className={classes.list}
          onClickCapture={selectOnShiftClick}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(({ key, index, start }) => {
            const thread = threads[index];
            return thread === undefined ? null : (
              <li
                key={key}
                data-index={index}
                className={classes.row}
                data-thread={thread.id}
                style={{ transform: `translateY(${start}px)` }}
                data-gone={gone.has(thread.id) ? "true" : undefined}
                aria-posinset={index + 1}
                aria-setsize={hasNextPage ? -1 : threads.length}
              >
                <SelectBox thread={thread} />
                <ThreadListItem thread={thread} channels={channels} isOpen={thread.id === openId} />
              </li>
            );
          })}
        </ul>
        {isFetchingNextPage && (
          <p className={classes.more} role="status">
            {words("list.loadingMore")}
          </p>
        )}
      </div>
    </div>
  );
}
