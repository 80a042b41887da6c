import { useEffect } from "react";
import type { Message } from "#contract/messages.ts";
import { restoreFailed } from "../../api/drafts.ts";
import { useSession } from "../../api/use-session.ts";

/** A text of this person that the closed window kept from the customer comes back as a draft, once (D7, L1). */
export function useRestoredDraft(threadId: string, messages: readonly Message[], kind: string): void {
  const { user } = useSession();
  const newest = messages.findLast(({ direction, automatic }) => direction === "out" && !automatic);
  const isKeptBack =
    newest?.kind === "text" &&
    (newest.status === "failed" || newest.status === "expired") &&
    newest.error?.reason === "window" &&
    (newest.author === null || newest.author.id === user.id);
  const id = isKeptBack ? newest.id : null;
  const text = isKeptBack ? newest.text : null;
  useEffect(() => {
    if (id !== null && text !== null) {
      restoreFailed(threadId, kind, { id, text });
    }
  }, [threadId, kind, id, text]);
}
