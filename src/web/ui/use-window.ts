import { useEffect } from "react";
import type { WindowView } from "#contract/threads.ts";
import { minuteMs } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { awaitBoundary, tickIfStale, useServerNow } from "../api/server-clock.ts";
import { windowNow } from "./window-state.ts";

/** The state of a window, right to the millisecond of its closing and of each minute that is left. */
export function useWindow(view: WindowView | undefined): WindowState {
  const now = useServerNow();
  const state = windowNow(view, now);
  const closesAt = state.state === "open" ? state.closesAt : null;
  useEffect(() => {
    if (closesAt !== null) {
      awaitBoundary(closesAt);
      tickIfStale(closesAt);
    }
  }, [closesAt]);
  useEffect(() => {
    if (closesAt !== null) {
      awaitBoundary(now + ((closesAt - now) % minuteMs) + 1);
    }
  }, [closesAt, now]);
  return state;
}
