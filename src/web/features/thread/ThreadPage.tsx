import { Skeleton } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { codeOf } from "../../api/api-error.ts";
import { threadQuery } from "../../api/use-threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { Composer } from "../composer/Composer.tsx";
import { CustomerPanel } from "./CustomerPanel.tsx";
import { MessageLog } from "./MessageLog.tsx";
import { ThreadHeader } from "./ThreadHeader.tsx";
import classes from "./ThreadPage.module.css";
import { useMarkRead } from "./use-mark-read.ts";

/** One customer's thread: messages over all channels, the composer below, the customer beside. */
export function ThreadPage() {
  const words = useWords();
  const { threadId } = useParams({ from: "/app/inbox/$threadId" });
  const query = useQuery(threadQuery(threadId));
  const thread = query.data;
  useMarkRead(thread);
  useEffect(() => {
    const before = document.title;
    document.title =
      thread === undefined ? before : `${customerName(thread.customer)} · ${words("app.name")}`;
    return () => {
      document.title = words("app.name");
    };
  }, [thread, words]);

  if (thread === undefined) {
    // A server that hangs is asked again for half a minute; the first failure says so already.
    const error = query.error ?? query.failureReason;
    return (
      <main className={classes.rest}>
        {error === null && <Skeleton height={36} width="40%" radius="md" aria-hidden="true" />}
        {error !== null && codeOf(error) === "NOT_FOUND" && (
          <EmptyState icon={<IconMessageOff size={26} />} title={words("empty.notFoundTitle")}>
            {words("empty.notFound")}
          </EmptyState>
        )}
        {error !== null && codeOf(error) !== "NOT_FOUND" && (
          <ErrorNote error={error} title={words("error.loadTitle")} onRetry={() => void query.refetch()} />
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
        <ThreadHeader thread={thread} />
        <MessageLog thread={thread} />
        <Composer thread={thread} />
      </main>
      <CustomerPanel thread={thread} />
    </div>
  );
}
