import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Row } from "./build-rows.ts";

/** How far back a message is looked for: 3,000 messages. */
const mostPages = 60;

type Options = {
  rows: readonly Row[];
  /** Loads the page before the loaded ones; null: one is on its way, or there is none. */
  loadOlder: (() => void) | null;
  hasOlder: boolean;
  goToRow: (key: string) => void;
  /** The message is not in the thread, or too far back. */
  onMissing: () => void;
};

/** Something that is to be shown; asked for again it is shown again. */
type Wish = { id: string };

/**
 * Brings a message into view: the one that the address names because somebody found it, or one that is asked for, as a
 * quote does. What is far back is loaded. Answers which one it is.
 */
export function useFoundMessage({ rows, loadOlder, hasOlder, goToRow, onMissing }: Options) {
  const { message = null } = useSearch({ from: "/app/inbox" });
  const [wish, setWish] = useState<Wish | null>(message === null ? null : { id: message });
  const [addressed, setAddressed] = useState(message);
  const shownRef = useRef<Wish | null>(null);
  const pagesRef = useRef(0);
  if (message !== addressed) {
    setAddressed(message);
    setWish(message === null ? null : { id: message });
  }
  useEffect(() => {
    if (wish === null || wish === shownRef.current || rows.length === 0) {
      return;
    }
    const row = rows.find((one) => one.kind === "message" && one.message.id === wish.id);
    if (row !== undefined) {
      shownRef.current = wish;
      pagesRef.current = 0;
      goToRow(row.key);
    } else if (loadOlder !== null && pagesRef.current < mostPages) {
      pagesRef.current += 1;
      loadOlder();
    } else if (!hasOlder || pagesRef.current >= mostPages) {
      shownRef.current = wish;
      pagesRef.current = 0;
      onMissing();
    }
  }, [wish, rows, loadOlder, hasOlder, goToRow, onMissing]);
  return { foundId: wish?.id ?? null, show: (id: string) => setWish({ id }) };
}
