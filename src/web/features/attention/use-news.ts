import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import type { ThreadItem } from "#contract/threads.ts";
import { secondMs } from "#domain/time.ts";
import { callRoute } from "../../api/call-route.ts";
import { onLiveEvent } from "../../api/live-events.ts";
import { serverNow } from "../../api/server-clock.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { useSession } from "../../api/use-session.ts";
import { customerName } from "../../ui/customer-name.ts";
import { useWords } from "../../ui/use-words.ts";
import { previewText } from "../inbox/preview-text.ts";
import { showDesktopNotice } from "./desktop-notice.ts";
import { isQuiet, newsOf } from "./news-of.ts";
import { playTone } from "./play-tone.ts";
import { isSeen } from "./tab-locks.ts";

/** In a rush one tone is enough. */
const tonePauseMs = 3 * secondMs;

/** Gives a function that sounds and notifies as the person wants it; silent in quiet hours. */
export function useAlert(): (thread: ThreadItem, body: string) => void {
  const navigate = useNavigate();
  const { workspace } = useSession();
  const { sound, quietHours } = usePreferences();
  return (thread, body) => {
    if (isQuiet(quietHours, serverNow(), workspace.timeZone)) {
      return;
    }
    if (sound) {
      soundOnce();
    }
    showDesktopNotice({
      threadId: thread.id,
      title: customerName(thread.customer),
      body,
      onClick: () => void navigate({ to: "/inbox/$threadId", params: { threadId: thread.id }, search: {} }),
    });
  };
}

/** Alerts to what customers write in threads of mine or nobody's, and to notes that mention me. */
export function useNews(): void {
  const words = useWords();
  const { user } = useSession();
  const { notify } = usePreferences();
  const alert = useAlert();
  const handleMessage = useEffectEvent(async (threadId: string, direction: "in" | "note") => {
    if (await isSeen(threadId)) {
      return;
    }
    const view = direction === "note" ? "mentions" : "all";
    const { items } = await callRoute("listThreads", { query: { view, ids: threadId } });
    const [thread] = items;
    if (thread === undefined || thread.lastMessage === null) {
      return;
    }
    const isNews =
      direction === "in"
        ? newsOf(thread, { userId: user.id, notify, now: serverNow() }) !== null
        : notify.mentions && thread.lastMessage.text.includes(`@${user.name}`);
    if (isNews) {
      alert(thread, previewText(thread.lastMessage, words));
    }
  });
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.kind === "message.created" && event.direction !== "out") {
          handleMessage(event.threadId, event.direction).catch(() => {
            // The list shows it all the same.
          });
        }
      }),
    [],
  );
}

let lastToneAt = Number.NEGATIVE_INFINITY;

function soundOnce(): void {
  if (performance.now() - lastToneAt > tonePauseMs) {
    lastToneAt = performance.now();
    playTone();
  }
}
