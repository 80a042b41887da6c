import { type PresenceState, presenceMs, presenceState } from "#contract/presence.ts";
import type { Doorbell } from "./doorbell.ts";
import type { EventFeed } from "./event-feed.ts";
import { eventFrame } from "./subscriber.ts";

/** What somebody does with a thread. */
export type Mark = { workspaceId: string; threadId: string; userId: string; state: PresenceState };

/**
 * Who looks at which thread, and who writes: told to all processes by the doorbell, kept in memory for a few seconds,
 * stored nowhere. What is lost on the way is said again soon, and what nobody says again is forgotten.
 */
export type Presence = {
  tell(mark: Mark): void;
  /** Everybody else at the thread, as far as this process has heard. */
  listOthers(place: Omit<Mark, "state">): { userId: string; state: PresenceState }[];
  close(): void;
};

const forgetEveryMs = 10_000;

/** Starts hearing. Times are real time: the clock of the demo may jump without anybody leaving. */
export function createPresence({ doorbell, feed }: { doorbell: Doorbell; feed: EventFeed }): Presence {
  const heard = new Map<string, { mark: Mark; until: number }>();

  const stopListening = doorbell.onRing((ring) => {
    const mark = ring?.what === "presence" ? readMark(ring.workspaceId, ring.detail ?? "") : null;
    if (mark === null) {
      return;
    }
    heard.set(`${mark.threadId} ${mark.userId}`, {
      mark,
      until: performance.now() + presenceMs[mark.state],
    });
    const { workspaceId, threadId, userId, state } = mark;
    const frame = eventFrame({ kind: "presence.changed", threadId, userId, state });
    for (const subscriber of feed.subscribers()) {
      if (subscriber.workspaceId === workspaceId) {
        subscriber.write(frame);
      }
    }
  });

  const forgetting = setInterval(() => {
    const now = performance.now();
    for (const [key, { until }] of heard) {
      if (until <= now) {
        heard.delete(key);
      }
    }
  }, forgetEveryMs);
  forgetting.unref();

  return {
    tell({ workspaceId, threadId, userId, state }) {
      doorbell.ring([{ what: "presence", workspaceId, detail: `${threadId}${userId}${state}` }]);
    },
    listOthers({ workspaceId, threadId, userId }) {
      const now = performance.now();
      return [...heard.values()]
        .filter(
          ({ mark, until }) =>
            until > now &&
            mark.workspaceId === workspaceId &&
            mark.threadId === threadId &&
            mark.userId !== userId,
        )
        .map(({ mark }) => ({ userId: mark.userId, state: mark.state }));
    },
    close() {
      clearInterval(forgetting);
      stopListening();
    },
  };
}

const idLength = 36;

function readMark(workspaceId: string, detail: string): Mark | null {
  const state = presenceState.safeParse(detail.slice(2 * idLength));
  return state.success
    ? {
        workspaceId,
        threadId: detail.slice(0, idLength),
        userId: detail.slice(idLength, 2 * idLength),
        state: state.data,
      }
    : null;
}
