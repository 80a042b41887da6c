import { Button } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { usePrefetchInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { codeOf } from "../../api/api-error.ts";
import { messagesQuery } from "../../api/use-messages.ts";
import { threadQuery } from "../../api/use-threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ThreadSkeleton } from "../../ui/ThreadSkeleton.tsx";
import { useWords } from "../../ui/use-words.ts";
import { Composer } from "../composer/Composer.tsx";
import { PanelPlace } from "../customer-panel/PanelPlace.tsx";
import { MessageLog } from "./MessageLog.tsx";
import { ThreadHeader } from "./ThreadHeader.tsx";
import classes from "./ThreadPage.module.css";
import { useMarkRead } from "./use-mark-read.ts";

/** One customer's thread: messages over all channels, the composer below, the customer beside. */
export function ThreadPage() {
  const words = useWords();
  const { threadId } = useParams({ from: "/app/inbox/$threadId" });
  const search = useSearch({ from: "/app/inbox" });
  const query = useQuery(threadQuery(threadId));
  // The log asks for them only once the thread is there; both come at once.
  usePrefetchInfiniteQuery(messagesQuery(threadId));
  const thread = query.data;
  useMarkRead(thread);
  usePageTitle(thread === undefined ? null : customerName(thread.customer));

  if (thread === undefined) {
    // A server that hangs is asked again for half a minute; the first failure says so already.
    const error = query.error ?? query.failureReason;
    const back = (
      <Button variant="default" renderRoot={(props) => <Link to="/inbox" search={search} {...props} />}>
        {words("app.back")}
      </Button>
    );
    return (
      <main className={error === null ? classes.coming : classes.rest}>
        {error === null && <ThreadSkeleton />}
        {error !== null && codeOf(error) === "NOT_FOUND" && (
          <EmptyState icon={<IconMessageOff size={26} />} title={words("empty.notFoundTitle")} action={back}>
            {words("empty.notFound")}
          </EmptyState>
        )}
        {error !== null && codeOf(error) !== "NOT_FOUND" && (
          <>
            <ErrorNote error={error} title={words("error.loadTitle")} onRetry={() => void query.refetch()} />
            <p className={classes.back}>{back}</p>
          </>
        )}
      </main>
    );
  }
  return (
    <div className={classes.page} key={threadId}>
      <main
        className={classes.thread}
        aria-label={words("thread.label", { name: customerName(thread.customer) })}
      >
        <h1 className={classes.title}>{words("list.title")}</h1>
        <ThreadHeader thread={thread} />
        <MessageLog thread={thread} />
        <Composer thread={thread} />
      </main>
      <PanelPlace thread={thread} />
    </div>
  );
}
