import { type RefObject, useEffect } from "react";

/** Lets the arrow keys go from row to row of a list of links; Enter is the link's own. */
export function useArrowKeys(listRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const list = listRef.current;
    const handleKeyDown = (event: KeyboardEvent): void => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (list === null || by === undefined || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const rows = [...list.querySelectorAll<HTMLElement>("a[data-row]")];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (at >= 0) {
        event.preventDefault();
        rows[at + by]?.focus();
      }
    };
    list?.addEventListener("keydown", handleKeyDown);
    return () => list?.removeEventListener("keydown", handleKeyDown);
  }, [listRef]);
}
