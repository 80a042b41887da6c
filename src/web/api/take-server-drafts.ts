import type { DraftView } from "#contract/drafts.ts";
import type { Draft, ThreadDrafts } from "./drafts.ts";

type All = Readonly<Record<string, ThreadDrafts>>;

const nothing: ThreadDrafts = { byKind: {}, chosen: null, restored: null };

/** Names one draft among all. */
export function draftKey(threadId: string, kind: string): string {
  return `${threadId} ${kind}`;
}

/**
 * Takes over what the server keeps where it is newer than what this browser has. `saved` holds the versions that the
 * server is known to have had: an answer that is older than those says nothing any more.
 */
export function takeServerDrafts(
  all: All,
  kept: readonly DraftView[],
  saved: ReadonlyMap<string, number>,
): All {
  const after: Record<string, ThreadDrafts> = { ...all };
  for (const { threadId, kind, text, subject, answersId, version } of kept) {
    const thread = after[threadId] ?? nothing;
    const local = thread.byKind[kind];
    const draft = { text, subject, answersId, files: local?.files ?? [], version };
    const known = Math.max(local?.version ?? 0, saved.get(draftKey(threadId, kind)) ?? 0);
    if (version > known && (local !== undefined || !isBlank(draft))) {
      after[threadId] = { ...thread, byKind: { ...thread.byKind, [kind]: draft } };
    }
  }
  return after;
}

/** Drops drafts that say nothing and whose emptiness the server knows. */
export function dropBlankDrafts(all: All, saved: ReadonlyMap<string, number>): All {
  const threads = Object.entries(all).flatMap(([threadId, thread]): [string, ThreadDrafts][] => {
    const byKind = Object.fromEntries(
      Object.entries(thread.byKind).filter(
        ([kind, draft]) => !isBlank(draft) || draft.version > (saved.get(draftKey(threadId, kind)) ?? 0),
      ),
    );
    const isIdle = thread.chosen === null && thread.restored === null && Object.keys(byKind).length === 0;
    return isIdle ? [] : [[threadId, { ...thread, byKind }]];
  });
  return Object.fromEntries(threads);
}

function isBlank({ text, subject, answersId, files }: Omit<Draft, "version">): boolean {
  return text === "" && subject === null && answersId === null && files.length === 0;
}
