import type { MouseEvent } from "react";
import { selectTo } from "./selection.ts";

/** A click with Shift on a line of the list selects up to it instead of opening it. */
export function selectOnShiftClick(event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  const line = target instanceof Element ? target.closest("[data-thread]") : null;
  const threadId = line?.getAttribute("data-thread") ?? null;
  if (event.shiftKey && threadId !== null) {
    event.preventDefault();
    event.stopPropagation();
    selectTo(threadId);
  }
}
