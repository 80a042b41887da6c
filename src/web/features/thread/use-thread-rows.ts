import { useMemo, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { outbox } from "../../api/outbox.ts";
import { outgoingMessage } from "../../api/outgoing-message.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useSession } from "../../api/use-session.ts";
import { buildRows, keyOf } from "./build-rows.ts";
import { isTakenBack } from "./taken-back.ts";

/** The lines of a thread: what the server has, what is on its way, and the dividers between. */
export function useThreadRows(thread: ThreadDetail) {
  const { user, workspace } = useSession();
  const query = useMessages(thread.id);
  const waiting = useStore(outbox);
  const { messages: stored } = query;
  const messages = useMemo(() => {
    const acknowledged = new Set(stored.map(({ clientId }) => clientId));
    const outgoing = waiting
      .filter(({ threadId, clientId }) => threadId === thread.id && !acknowledged.has(clientId))
      .map((entry) => outgoingMessage(entry, user));
    return [...stored.filter((message) => !isTakenBack(message)), ...outgoing];
  }, [stored, waiting, thread.id, user]);

  // Fixed when the thread is opened: reading on must not move the line away.
  const [unreadAtOpening] = useState(thread.unread);
  const firstUnread = useRef<{ key: string; count: number } | null | undefined>(undefined);
  if (firstUnread.current === undefined && query.isSuccess) {
    firstUnread.current = findFirstUnread(stored, unreadAtOpening);
  }
  const unread = firstUnread.current ?? null;
  const isLoaded = query.isSuccess;
  const rows = useMemo(
    () =>
      buildRows({
        // What is on its way waits for the rest: a log that begins with it would open at the wrong place.
        messages: isLoaded ? messages : [],
        conversations: thread.conversations,
        timeZone: workspace.timeZone,
        firstUnread: unread,
      }),
    [messages, isLoaded, thread.conversations, workspace.timeZone, unread],
  );
  return { ...query, messages, rows };
}

function findFirstUnread(
  messages: readonly Message[],
  unread: number,
): { key: string; count: number } | null {
  if (unread === 0) {
    return null;
  }
  const inbound = messages.filter(({ direction }) => direction === "in");
  const first = inbound.at(-unread) ?? inbound[0];
  return first === undefined ? null : { key: keyOf(first), count: unread };
}
