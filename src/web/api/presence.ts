import type { LiveEvent } from "#contract/events.ts";
import { type PresenceState, presenceMs } from "#contract/presence.ts";
import { createStore } from "./create-store.ts";

/** Somebody at a thread, until a moment of this browser's clock unless it is said again. */
export type Present = { threadId: string; userId: string; state: PresenceState; until: number };

/** Everybody that this screen has heard of, by thread and person. */
export const present = createStore<ReadonlyMap<string, Present>>(new Map());

/** Takes over what the stream or an answer tells about somebody. */
export function notePresence({
  threadId,
  userId,
  state,
}: Pick<Extract<LiveEvent, { kind: "presence.changed" }>, "threadId" | "userId" | "state">): void {
  const now = Date.now();
  const next = new Map([...present.get()].filter(([, { until }]) => until > now));
  next.delete(`${threadId} ${userId}`);
  if (state !== "away") {
    next.set(`${threadId} ${userId}`, { threadId, userId, state, until: now + presenceMs[state] });
  }
  present.set(next);
}
