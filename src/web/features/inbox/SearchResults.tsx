import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { phonePart, queryWords } from "#domain/search-text.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useChannels } from "../../api/use-channels.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { FoundMessage } from "./FoundMessage.tsx";
import { FoundPerson } from "./FoundPerson.tsx";
import classes from "./SearchResults.module.css";
import { ThreadSkeletons } from "./ThreadSkeletons.tsx";
import { useArrowKeys } from "./use-arrow-keys.ts";

const freshMs = 10_000;

/** People first, then messages, with what was looked for marked in them. */
export function SearchResults({ question, openId }: { question: string; openId: string | null }) {
  const words = useWords();
  const channels = useChannels();
  const resultsRef = useRef<HTMLDivElement>(null);
  useArrowKeys(resultsRef);
  const found = useInfiniteQuery({
    queryKey: queryKeys.search(question),
    queryFn: ({ pageParam, signal }) =>
      callRoute("search", { query: { q: question, cursor: pageParam ?? undefined } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: freshMs,
    placeholderData: (before) => before,
  });
  const pages = found.data?.pages ?? [];
  const people = pages[0]?.people ?? [];
  const messages = pages.flatMap((page) => page.messages);
  const marks = { words: queryWords(question), digits: phonePart(question) };
  const isNothing = found.isSuccess && !found.isPlaceholderData && people.length + messages.length === 0;
  return (
    <div className={classes.results} ref={resultsRef} aria-busy={found.isFetching}>
      {found.isPending && <ThreadSkeletons />}
      {found.isError && (
        <ErrorNote error={found.error} title={words("search.failed")} onRetry={() => void found.refetch()} />
      )}
      {isNothing && (
        <EmptyState icon={<IconSearchOff size={26} />} title={words("search.nothingTitle", { question })}>
          {words("search.nothing")}
        </EmptyState>
      )}
      {pages.length > 0 && (
        <p className={classes.spoken} role="status">
          {words("search.found", { people: people.length, messages: messages.length })}
        </p>
      )}
      <Section title={words("search.people")} isShown={people.length > 0}>
        {people.map((thread) => (
          <li key={thread.id}>
            <FoundPerson thread={thread} marks={marks} isOpen={thread.id === openId} />
          </li>
        ))}
      </Section>
      <Section title={words("search.messages")} isShown={messages.length > 0}>
        {messages.map((message) => (
          <li key={message.id}>
            <FoundMessage
              message={message}
              marks={marks}
              kind={channels.find(({ id }) => id === message.channelId)?.kind}
            />
          </li>
        ))}
      </Section>
      {found.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {words("search.more")}
        </Button>
      )}
      {pages[0]?.isComplete === false && <p className={classes.note}>{words("search.incomplete")}</p>}
    </div>
  );
}

function Section({ title, isShown, children }: { title: string; isShown: boolean; children: ReactNode }) {
  return isShown ? (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>{children}</ul>
    </section>
  ) : null;
}
