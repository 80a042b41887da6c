import { useEffect } from "react";
import type { WindowView } from "#contract/threads.ts";
import type { WindowState } from "#domain/window.ts";
import { awaitBoundary, useServerNow } from "../api/server-clock.ts";
import { windowNow } from "./window-state.ts";

/** The state of a window, kept right to the millisecond of its closing. */
export function useWindow(view: WindowView | undefined): WindowState {
  const state = windowNow(view, useServerNow());
  const closesAt = state.state === "open" ? state.closesAt : null;
  useEffect(() => {
    if (closesAt !== null) {
      awaitBoundary(closesAt);
    }
  }, [closesAt]);
  return state;
}
