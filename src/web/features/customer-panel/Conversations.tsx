import type { ThreadDetail } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";
import accounts from "./Accounts.module.css";
import { ConversationCard } from "./ConversationCard.tsx";
import classes from "./Conversations.module.css";
import { Section } from "./Section.tsx";
import { useConversations } from "./use-customer.ts";

/** The 24-hour periods of this thread, newest first: who started each, how sure it is, and what it cost. */
export function Conversations({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const { conversations, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } =
    useConversations(thread);
  if (isPending) {
    return null;
  }
  return (
    <Section title={words("panel.conversations")}>
      {conversations.length === 0 && <p className={accounts.none}>{words("panel.noConversations")}</p>}
      <ol className={classes.list}>
        {conversations.map((conversation) => (
          <ConversationCard key={conversation.id} conversation={conversation} />
        ))}
      </ol>
      {hasNextPage && (
        <button
          type="button"
          className={accounts.add}
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words("panel.moreConversations")}
        </button>
      )}
    </Section>
  );
}
