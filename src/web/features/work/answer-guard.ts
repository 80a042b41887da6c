import type { Message } from "#contract/messages.ts";
import { draftFor, drafts, draftsOf } from "../../api/drafts.ts";
import { queryClient } from "../../api/query-client.ts";
import { queryKeys } from "../../api/query-keys.ts";
import type { MessagePages } from "../../api/use-messages.ts";

/** The newest message that the person had seen when each draft was begun, by thread and kind of channel. */
const begun = new Map<string, number>();

const keyOf = (threadId: string, kind: string): string => `${threadId} ${kind}`;

/** Notes when a draft begins, and forgets it with the draft; called as the composer shows it. */
export function followDraft(threadId: string, kind: string): void {
  const key = keyOf(threadId, kind);
  if (draftFor(draftsOf(drafts.get(), threadId), kind).text.trim() === "") {
    begun.delete(key);
  } else if (!begun.has(key)) {
    begun.set(key, newestSeq(threadId));
  }
}

/** What the server is to guard against: the newest message that was seen. */
export function seenSeqOf(threadId: string, kind: string): number {
  return begun.get(keyOf(threadId, kind)) ?? newestSeq(threadId);
}

/** The person knows what a colleague answered, and goes on. */
export function acceptAnswer(threadId: string, kind: string, seq: number): void {
  begun.set(keyOf(threadId, kind), Math.max(seq, newestSeq(threadId)));
}

/** What somebody else wrote to the customer since a message; not automatic answers, nor what did not go out. */
export function findAnswerSince(
  messages: readonly Message[],
  { seq, userId }: { seq: number; userId: string },
): Message | null {
  return (
    messages.findLast(
      (message) =>
        message.seq > seq &&
        message.direction === "out" &&
        !message.automatic &&
        message.status !== "failed" &&
        message.status !== "expired" &&
        message.author?.id !== userId,
    ) ?? null
  );
}

/** All loaded messages of a thread. */
export function loadedMessages(threadId: string): Message[] {
  const pages = queryClient.getQueryData<MessagePages>(queryKeys.messages(threadId));
  return pages?.pages.flatMap((page) => page.items) ?? [];
}

function newestSeq(threadId: string): number {
  return Math.max(0, ...loadedMessages(threadId).map(({ seq }) => seq));
}
