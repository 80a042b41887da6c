import type { Category } from "./conversation.ts";
import type { AttemptState } from "./delivery-status.ts";
import { dayMs, type Instant, minuteMs } from "./time.ts";

/** After this long without an answer of the provider a call counts as unknown (§5 rank 1, P3). */
export const sendingMs = 5 * minuteMs;

/** How long statuses may still come after the time to live, before the message counts as undelivered (§5 rank 6). */
export const statusGraceMs = 7 * dayMs;

/** How long WhatsApp keeps trying: the template's own time, else 10 min for authentication, else 30 days. */
export function timeToLiveMs(category: Category | null, templateTimeToLiveMs: number | null): number {
  if (templateTimeToLiveMs !== null) {
    return templateTimeToLiveMs;
  }
  const isAuthentication = category === "authentication" || category === "authentication_international";
  return isAuthentication ? 10 * minuteMs : 30 * dayMs;
}

/**
 * The status that an attempt takes by mere passing of time: sending becomes unknown after more than 5 minutes; sent, held
 * and unknown become expired(undelivered) after the time to live + 7 days. Null: it stays what it is.
 */
export function statusByTime(
  attempt: AttemptState,
  now: Instant,
  liveMs: number,
): { status: "unknown" | "expired"; at: Instant } | null {
  const { status, attemptAt } = attempt;
  if (attemptAt === null) {
    return null;
  }
  if (status === "sending") {
    return now - attemptAt > sendingMs ? { status: "unknown", at: now } : null;
  }
  if (status === "sent" || status === "held" || status === "unknown") {
    const endsAt = (attempt.acceptedAt ?? attemptAt) + liveMs + statusGraceMs;
    return now >= endsAt ? { status: "expired", at: endsAt } : null;
  }
  return null;
}
