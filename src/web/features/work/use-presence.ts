import { useEffect, useState } from "react";
import type { PresenceState } from "#contract/presence.ts";
import { secondMs } from "#domain/time.ts";
import { callRoute } from "../../api/call-route.ts";
import { useStore } from "../../api/create-store.ts";
import { drafts, draftsOf } from "../../api/drafts.ts";
import { notePresence, present } from "../../api/presence.ts";
import { useMembers } from "../../api/use-members.ts";
import { useSession } from "../../api/use-session.ts";
import { afterPaint } from "../../ui/after-paint.ts";

const sayAgainMs = 15 * secondMs;
const sayTypingMs = 3 * secondMs;
/** Without a key for this long nobody is typing any more. */
const restMs = 5 * secondMs;

/** Tells the others that this person looks at the thread, or writes in it, while the page is visible. */
export function useTellPresence(threadId: string): void {
  useEffect(() => {
    let told: PresenceState = "away";
    let toldAt = Number.NEGATIVE_INFINITY;
    let typedAt = Number.NEGATIVE_INFINITY;
    let channelKind: string | null = null;
    const tell = (state: PresenceState): void => {
      told = state;
      toldAt = performance.now();
      afterPaint(() => {
        callRoute("markPresence", { params: { id: threadId }, body: bodyOf(state, channelKind) })
          .then(({ items }) => {
            for (const { userId, state } of items) {
              notePresence({ threadId, userId, state });
            }
          })
          .catch(() => {
            // It is said again soon.
          });
      });
    };
    const look = (): void => {
      const now = performance.now();
      if (document.visibilityState !== "visible") {
        if (told !== "away") {
          tell("away");
        }
        return;
      }
      const state = now - typedAt < restMs ? "typing" : "viewing";
      if (state !== told || now - toldAt > (state === "typing" ? sayTypingMs : sayAgainMs)) {
        tell(state);
      }
    };
    let typed = textsOf(threadId);
    const stopFollowing = drafts.subscribe(() => {
      const next = textsOf(threadId);
      const changed = [...next].find(([kind, text]) => text !== (typed.get(kind) ?? ""));
      typed = next;
      if (changed !== undefined) {
        // An emptied text was sent or given up.
        const isEmptied = [...next.values()].every((text) => text === "");
        typedAt = isEmptied ? Number.NEGATIVE_INFINITY : performance.now();
        channelKind = changed[0];
        look();
      }
    });
    look();
    const timer = setInterval(look, secondMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      stopFollowing();
      document.removeEventListener("visibilitychange", look);
      tell("away");
    };
  }, [threadId]);
}

/** What is typed in the thread, by kind of channel. */
function textsOf(threadId: string): Map<string, string> {
  const { byKind } = draftsOf(drafts.get(), threadId);
  return new Map(Object.entries(byKind).map(([kind, { text }]) => [kind, text.trim()]));
}

/** Only who types says where: the customer there may be shown it. */
function bodyOf(
  state: PresenceState,
  channelKind: string | null,
): { state: PresenceState; channelKind?: string } {
  return state === "typing" && channelKind !== null ? { state, channelKind } : { state };
}

/** The colleagues who write in the thread, or else those who look at it. */
export function usePresence(threadId: string): { state: "typing" | "viewing"; names: string[] } | null {
  const everybody = useStore(present);
  const { user } = useSession();
  const members = useMembers();
  const [now, setNow] = useState(() => Date.now());
  const others = [...everybody.values()].filter(
    (one) => one.threadId === threadId && one.userId !== user.id && one.until > now,
  );
  const soonest = Math.min(...others.map(({ until }) => until));
  useEffect(() => {
    if (!Number.isFinite(soonest)) {
      return undefined;
    }
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, soonest - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [soonest]);
  const namesOf = (state: PresenceState): string[] =>
    others
      .filter((one) => one.state === state)
      .flatMap(({ userId }) => members.find(({ id }) => id === userId)?.name ?? []);
  const typing = namesOf("typing");
  if (typing.length > 0) {
    return { state: "typing", names: typing };
  }
  const viewing = namesOf("viewing");
  return viewing.length > 0 ? { state: "viewing", names: viewing } : null;
}
