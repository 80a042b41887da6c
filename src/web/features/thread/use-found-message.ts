import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Row } from "./build-rows.ts";

/** How far back a found message is looked for: 3,000 messages. */
const mostPages = 60;

type Options = {
  rows: readonly Row[];
  /** Loads the page before the loaded ones; null: there is none, or one is on its way. */
  loadOlder: (() => void) | null;
  goToRow: (key: string) => void;
};

/** Brings the message into view that the address names, because somebody found it; answers its id. */
export function useFoundMessage({ rows, loadOlder, goToRow }: Options): string | null {
  const { message = null } = useSearch({ from: "/app/inbox" });
  const shownRef = useRef<string | null>(null);
  const pagesRef = useRef(0);
  useEffect(() => {
    if (message === null || message === shownRef.current || rows.length === 0) {
      return;
    }
    const row = rows.find((one) => one.kind === "message" && one.message.id === message);
    if (row !== undefined) {
      shownRef.current = message;
      pagesRef.current = 0;
      goToRow(row.key);
    } else if (loadOlder !== null && pagesRef.current < mostPages) {
      pagesRef.current += 1;
      loadOlder();
    }
  }, [message, rows, loadOlder, goToRow]);
  return message;
}
