import * as z from "zod/mini";
import { createStored } from "./stored.ts";

const draft = z.object({ text: z.string(), subject: z.nullable(z.string()) });
/** What is typed and not sent, for one kind of channel; a subject that nobody touched is null. */
export type Draft = z.infer<typeof draft>;

const threadDrafts = z.object({
  byKind: z.record(z.string(), draft),
  /** The kind of channel that the person chose, and the newest customer message then: a newer one ends the choice. */
  chosen: z.nullable(z.object({ kind: z.string(), after: z.nullable(z.string()) })),
  /** A failed message whose text was put back here, so that it is put back once. */
  restored: z.nullable(z.string()),
});
/** Everything that a person left unfinished in one thread. */
export type ThreadDrafts = z.infer<typeof threadDrafts>;

const emptyDraft: Draft = { text: "", subject: null };
const noDrafts: ThreadDrafts = { byKind: {}, chosen: null, restored: null };

/** All drafts of the person, by thread; written at every key so that nothing is lost. */
export const drafts = createStored<Readonly<Record<string, ThreadDrafts>>>("drafts", (raw) => {
  const parsed = z.safeParse(z.record(z.string(), threadDrafts), raw);
  return parsed.success ? parsed.data : {};
});

/** The drafts of one thread. */
export function draftsOf(all: Readonly<Record<string, ThreadDrafts>>, threadId: string): ThreadDrafts {
  return all[threadId] ?? noDrafts;
}

/** The draft for one kind of channel. */
export function draftFor(thread: ThreadDrafts, kind: string): Draft {
  return thread.byKind[kind] ?? emptyDraft;
}

/** Whether anything is typed. */
export function isEmpty(draft: Draft): boolean {
  return draft.text.trim() === "" && (draft.subject ?? "").trim() === "";
}

/** Stores what is typed. */
export function writeDraft(threadId: string, kind: string, change: Partial<Draft>): void {
  updateDrafts(threadId, (thread) => ({
    ...thread,
    byKind: { ...thread.byKind, [kind]: { ...draftFor(thread, kind), ...change } },
  }));
}

/** Changes the channel and takes the text along; a text that already waits there is never overwritten (C1). */
export function switchChannel(threadId: string, from: string, to: string, after: string | null): void {
  updateDrafts(threadId, (thread) => {
    const chosen = { kind: to, after };
    const source = draftFor(thread, from);
    const target = draftFor(thread, to);
    if (from === to || source.text.trim() === "" || target.text.trim() !== "") {
      return { ...thread, chosen };
    }
    const moved = { [from]: { ...source, text: "" }, [to]: { ...target, text: source.text } };
    return { ...thread, chosen, byKind: { ...thread.byKind, ...moved } };
  });
}

/** Changes the drafts of one thread; threads without any leave the store. */
export function updateDrafts(threadId: string, change: (thread: ThreadDrafts) => ThreadDrafts): void {
  drafts.update(({ [threadId]: before, ...others }) => {
    const after = change(before ?? noDrafts);
    const isIdle =
      after.chosen === null && after.restored === null && Object.values(after.byKind).every(isEmpty);
    return isIdle ? others : { ...others, [threadId]: after };
  });
}

/** Puts a text back that could not be sent; what was typed meanwhile stays below it. */
export function restoreDraft(threadId: string, kind: string, lost: Draft): void {
  updateDrafts(threadId, (thread) => {
    const { text, subject } = draftFor(thread, kind);
    const whole = text.trim() === "" ? lost.text : `${lost.text}\n\n${text}`;
    return {
      ...thread,
      byKind: { ...thread.byKind, [kind]: { text: whole, subject: subject || lost.subject } },
    };
  });
}

/** Puts the text of a failed message back once, unless something else is being written (D7). */
export function restoreFailed(threadId: string, kind: string, failed: { id: string; text: string }): void {
  updateDrafts(threadId, (thread) => {
    if (thread.restored === failed.id || !isEmpty(draftFor(thread, kind))) {
      return thread;
    }
    const draft = { text: failed.text, subject: null };
    return { ...thread, restored: failed.id, byKind: { ...thread.byKind, [kind]: draft } };
  });
}

/** Clears a draft that says the same as a message now sent again, so that it is not sent twice by mistake. */
export function forgetSame(threadId: string, text: string | null): void {
  updateDrafts(threadId, (thread) => ({
    ...thread,
    byKind: Object.fromEntries(Object.entries(thread.byKind).filter(([, draft]) => draft.text !== text)),
  }));
}
