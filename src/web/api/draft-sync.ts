import type { DraftView } from "#contract/drafts.ts";
import type { LiveEvent } from "#contract/events.ts";
import { secondMs } from "#domain/time.ts";
import { codeOf, isPassing } from "./api-error.ts";
import { callRoute } from "./call-route.ts";
import { draftFor, drafts, draftsOf } from "./drafts.ts";
import { isEmptying } from "./outbox.ts";
import { noteFailure } from "./query-client.ts";
import { draftKey, dropBlankDrafts, takeServerDrafts } from "./take-server-drafts.ts";

/** A pause in typing after which a draft goes to the server, and the longest that it waits while typing goes on. */
const pauseMs = secondMs;
const longestMs = 5 * secondMs;
const retryMs = 5 * secondMs;

/** Versions that the server is known to have. */
const saved = new Map<string, number>();
let isPulled = false;
let isPulling = false;
let pullAgain = false;
let isPushing = false;
let timer: ReturnType<typeof setTimeout> | null = null;
let waitingSince: number | null = null;

/** Keeps this browser's drafts and the server's the same while somebody is signed in; returns how to stop. */
export function startDraftSync(): () => void {
  isPulled = false;
  saved.clear();
  pullDrafts();
  const stop = drafts.subscribe(pushSoon);
  window.addEventListener("pagehide", push);
  return () => {
    stop();
    window.removeEventListener("pagehide", push);
    cancelTimer();
  };
}

/** Reads all drafts of the person from the server and takes over newer ones. */
export function pullDrafts(): void {
  if (isPulling) {
    pullAgain = true;
    return;
  }
  isPulling = true;
  pullAgain = false;
  callRoute("listDrafts", {})
    .then(({ items }) => {
      take(items);
      isPulled = true;
      pushSoon();
    })
    .catch(noteFailure)
    .finally(() => {
      isPulling = false;
      if (pullAgain) {
        pullDrafts();
      }
    });
}

/** Another screen of the same person wrote a draft, or a message emptied one. */
export function noteDraftEvent(
  event: Extract<LiveEvent, { kind: "draft.changed" }>,
  memberId: string | null,
): void {
  const { threadId, channelKind, version } = event;
  const local = draftFor(draftsOf(drafts.get(), threadId), channelKind).version;
  const known = Math.max(local, saved.get(draftKey(threadId, channelKind)) ?? 0);
  if (event.memberId === memberId && version > known) {
    pullDrafts();
  } else if (event.memberId === memberId && version === local) {
    saved.set(draftKey(threadId, channelKind), version);
  }
}

function take(items: readonly DraftView[]): void {
  drafts.update((all) => takeServerDrafts(all, items, saved));
  for (const { threadId, kind, version } of items) {
    const key = draftKey(threadId, kind);
    saved.set(key, Math.max(version, saved.get(key) ?? 0));
  }
}

function cancelTimer(): void {
  if (timer !== null) {
    clearTimeout(timer);
    timer = null;
  }
}

function pushSoon(): void {
  const now = performance.now();
  waitingSince ??= now;
  cancelTimer();
  timer = setTimeout(push, Math.max(0, Math.min(pauseMs, waitingSince + longestMs - now)));
}

function push(): void {
  cancelTimer();
  waitingSince = null;
  if (!isPushing && isPulled) {
    void pushAll();
  }
}

async function pushAll(): Promise<void> {
  isPushing = true;
  const written = new Set<string>();
  try {
    for (let next = findUnsaved(); next !== null; next = findUnsaved()) {
      const key = draftKey(next.threadId, next.kind);
      if (written.has(key)) {
        // Typing goes on meanwhile: the next pause is soon enough.
        pushSoon();
        return;
      }
      written.add(key);
      if (!(await save(next))) {
        timer ??= setTimeout(push, retryMs);
        return;
      }
    }
    dropBlank();
  } finally {
    isPushing = false;
  }
}

/** False: the server could not be asked; it is asked again later. */
async function save({ threadId, ...body }: DraftView): Promise<boolean> {
  try {
    const kept = await callRoute("putDraft", { params: { id: threadId }, body });
    take([{ ...kept, threadId }]);
    return true;
  } catch (error) {
    noteFailure(error);
    if (isPassing(error) || codeOf(error) === "SIGN_IN_REQUIRED") {
      return false;
    }
    // Refused for good (the thread is gone, the text is immense): it stays in this browser alone.
    saved.set(draftKey(threadId, body.kind), body.version);
    return true;
  }
}

function findUnsaved(): DraftView | null {
  for (const [threadId, { byKind }] of Object.entries(drafts.get())) {
    for (const [kind, draft] of Object.entries(byKind)) {
      const isKnown = draft.version <= (saved.get(draftKey(threadId, kind)) ?? 0);
      if (!isKnown && !isEmptying(threadId, kind, draft.version)) {
        const { files: _, ...kept } = draft;
        return { threadId, kind, ...kept };
      }
    }
  }
  return null;
}

function dropBlank(): void {
  const before = drafts.get();
  const after = dropBlankDrafts(before, saved);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    drafts.update((all) => dropBlankDrafts(all, saved));
  }
}
