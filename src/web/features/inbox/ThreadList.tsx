import { ActionIcon, Skeleton } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useChannels } from "../../api/use-channels.ts";
import { useThreadList } from "../../api/use-threads.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { NoThreads } from "./NoThreads.tsx";
import classes from "./ThreadList.module.css";
import { ThreadListItem } from "./ThreadListItem.tsx";
import { ViewSwitch } from "./ViewSwitch.tsx";

const NewCustomerDialog = lazy(async () => {
  const { NewCustomerDialog: component } = await import("../new-customer/NewCustomerDialog.tsx");
  return { default: component };
});

const itemHeight = 82;

/** The threads of a view; pages load as the list is scrolled, only the visible ones are in the page. */
export function ThreadList({ openId }: { openId: string | null }) {
  const words = useWords();
  const { view = "all" } = useSearch({ from: "/app/inbox" });
  const channels = useChannels();
  const [isAdding, setIsAdding] = useState(false);
  const list = useThreadList(view);
  const { threads, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => itemHeight,
    getItemKey: (index) => threads[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= threads.length - 10 && hasNextPage && !isFetchingNextPage && !list.isError) {
      void fetchNextPage();
    }
  }, [lastIndex, threads.length, hasNextPage, isFetchingNextPage, fetchNextPage, list.isError]);

  return (
    <section className={classes.pane} aria-label={words("list.label")}>
      <header className={classes.header}>
        <h1 className={classes.title}>{words("list.title")}</h1>
        <ActionIcon
          variant="subtle"
          size="lg"
          color="gray"
          aria-label={words("list.newCustomer")}
          title={words("list.newCustomer")}
          onClick={() => setIsAdding(true)}
        >
          <IconUserPlus size={20} aria-hidden="true" />
        </ActionIcon>
      </header>
      <ViewSwitch current={view} />
      <div ref={scrollerRef} className={classes.scroller}>
        {list.isPending && <ThreadListSkeleton />}
        {list.isError && (
          <div className={classes.problem}>
            <ErrorNote
              error={list.error}
              title={words("error.loadTitle")}
              onRetry={() => void list.refetch()}
            />
          </div>
        )}
        {list.isSuccess && threads.length === 0 && <NoThreads view={view} onAdd={() => setIsAdding(true)} />}
        <ul className={classes.list} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ key, index, start }) => {
            const thread = threads[index];
            return thread === undefined ? null : (
              <li
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                className={classes.row}
                style={{ transform: `translateY(${start}px)` }}
              >
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
      <Suspense>{isAdding && <NewCustomerDialog onClose={() => setIsAdding(false)} />}</Suspense>
    </section>
  );
}

function ThreadListSkeleton() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} height={itemHeight - 12} radius="md" />
      ))}
    </div>
  );
}
