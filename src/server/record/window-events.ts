import type { WindowView } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowState, windowStateAt } from "#domain/window.ts";
import { type Draft, keyOf } from "./draft.ts";
import { publish } from "./publish.ts";
import type { WindowRow } from "./rows.ts";

/** A window as the API shows it at one moment. */
export function viewWindow(row: WindowRow, now: Instant): WindowView {
  const state: WindowState = windowStateAt(row, now);
  return {
    channelId: row.channelId,
    identityId: row.identityId,
    state: state.state,
    ...(state.state === "closed" ? { closedBy: state.closedBy } : {}),
    closesAt: state.state === "never" || state.closesAt === null ? null : isoTime(state.closesAt),
    lastCustomerMessageAt: row.lastCustomerMessageAt === null ? null : isoTime(row.lastCustomerMessageAt),
  };
}

/** ISO 8601 UTC with milliseconds, as the API writes times. */
export function isoTime(at: Instant): string {
  return new Date(at).toISOString();
}

/** Publishes the window's new state; within a batch the last state of a window is enough. */
export function announceWindow(draft: Draft, channelId: string, identityId: string, now: Instant): void {
  const row = draft.windows.rows.get(keyOf(channelId, identityId));
  if (row !== undefined) {
    publish(draft, { kind: "window.changed", threadId: row.threadId, window: viewWindow(row, now) });
  }
}
