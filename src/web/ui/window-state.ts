import type { WindowView } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowState, windowMs, windowStateAt } from "#domain/window.ts";

/** The state of a window right now, by the rule of the domain; the answer of the API may be minutes old. */
export function windowNow(view: WindowView | undefined, now: Instant): WindowState {
  if (view === undefined || view.lastCustomerMessageAt === null) {
    return { state: "never" };
  }
  const lastCustomerMessageAt = Date.parse(view.lastCustomerMessageAt);
  const marginMs = view.closesAt === null ? 0 : lastCustomerMessageAt + windowMs - Date.parse(view.closesAt);
  const refusedAttemptAt = view.closedBy === "provider" ? Number.MAX_SAFE_INTEGER : null;
  return windowStateAt({ lastCustomerMessageAt, refusedAttemptAt }, now, marginMs);
}
