import * as z from "zod/mini";
import { attachment } from "#contract/messages.ts";
import { usePartOf } from "./create-store.ts";
import { serverNow } from "./server-clock.ts";
import { createStored } from "./stored.ts";

const draft = z.object({
  text: z.string(),
  subject: z.nullable(z.string()),
  answersId: z._default(z.nullable(z.string()), null),
  files: z._default(z.array(attachment), []),
  version: z._default(z.number(), 0),
});
/**
 * What is typed and not sent, for one kind of channel: a subject that nobody touched is null, `answersId` is the message
 * that it quotes. The version grows with every change; the highest one wins on all screens of the person. `files` are the
 * uploads that go along with a mail; they stay in this browser.
 */
export type Draft = z.infer<typeof draft>;
/** What a person changes of a draft. */
export type DraftChange = Partial<Omit<Draft, "version">>;

const threadDrafts = z.object({
  byKind: z.record(z.string(), draft),
  /** The kind of channel that the person chose, and the newest customer message then: a newer one ends the choice. */
  chosen: z.nullable(z.object({ kind: z.string(), after: z.nullable(z.string()) })),
  /** A failed message whose text was put back here, so that it is put back once. */
  restored: z.nullable(z.string()),
});
/** Everything that a person left unfinished in one thread. */
export type ThreadDrafts = z.infer<typeof threadDrafts>;

const nothing = { text: "", subject: null, answersId: null, files: [] };
const emptyDraft: Draft = { ...nothing, version: 0 };
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

/** The drafts of one thread; renders again when they change, not with every key in another thread. */
export function useDraftsOf(threadId: string): ThreadDrafts {
  return usePartOf(drafts, (all) => draftsOf(all, threadId));
}

/** The draft for one kind of channel. */
export function draftFor(thread: ThreadDrafts, kind: string): Draft {
  return thread.byKind[kind] ?? emptyDraft;
}

/** Whether nothing is typed and nothing goes along. */
export function isEmpty({ text, subject, files }: Draft): boolean {
  return text.trim() === "" && (subject ?? "").trim() === "" && files.length === 0;
}

/** Stores what is typed; answers its version. */
export function writeDraft(threadId: string, kind: string, change: DraftChange): number {
  let version = 0;
  updateDrafts(threadId, (thread) => {
    const after = changed(draftFor(thread, kind), change);
    version = after.version;
    return { ...thread, byKind: { ...thread.byKind, [kind]: after } };
  });
  return version;
}

/**
 * Changes the channel and takes the text along; a text that already waits there is never overwritten (C1). A note is
 * nothing for the customer: its text is not taken along, and none comes to it.
 */
export function switchChannel(threadId: string, from: string, to: string, after: string | null): void {
  updateDrafts(threadId, (thread) => {
    const chosen = { kind: to, after };
    const source = draftFor(thread, from);
    const target = draftFor(thread, to);
    if (
      from === to ||
      from === "note" ||
      to === "note" ||
      source.text.trim() === "" ||
      target.text.trim() !== ""
    ) {
      return { ...thread, chosen };
    }
    const moved = {
      [from]: changed(source, { text: "", answersId: null }),
      [to]: changed(target, { text: source.text }),
    };
    return { ...thread, chosen, byKind: { ...thread.byKind, ...moved } };
  });
}

/** Chooses the channel of a message and lets the draft there quote it. */
export function startReply(reply: {
  threadId: string;
  kind: string;
  answersId: string;
  after: string | null;
}): void {
  const { threadId, kind, answersId, after } = reply;
  updateDrafts(threadId, (thread) => ({
    ...thread,
    chosen: { kind, after },
    byKind: { ...thread.byKind, [kind]: changed(draftFor(thread, kind), { answersId }) },
  }));
}

/** Changes the drafts of one thread; threads without any leave the store. */
export function updateDrafts(threadId: string, change: (thread: ThreadDrafts) => ThreadDrafts): void {
  drafts.update(({ [threadId]: before, ...others }) => {
    const after = change(before ?? noDrafts);
    const isIdle = after.chosen === null && after.restored === null && Object.keys(after.byKind).length === 0;
    return isIdle ? others : { ...others, [threadId]: after };
  });
}

/** Puts a text back that could not be sent; what was typed meanwhile stays below it. */
export function restoreDraft(threadId: string, kind: string, lost: Omit<Draft, "version">): void {
  updateDrafts(threadId, (thread) => {
    const before = draftFor(thread, kind);
    const text = before.text.trim() === "" ? lost.text : `${lost.text}\n\n${before.text}`;
    const subject = before.subject || lost.subject;
    const answersId = before.answersId ?? lost.answersId;
    const after = changed(before, { text, subject, answersId, files: [...lost.files, ...before.files] });
    return { ...thread, byKind: { ...thread.byKind, [kind]: after } };
  });
}

/** Puts the text of a failed message back once, unless something else is being written (D7). */
export function restoreFailed(threadId: string, kind: string, failed: { id: string; text: string }): void {
  updateDrafts(threadId, (thread) => {
    if (thread.restored === failed.id || !isEmpty(draftFor(thread, kind))) {
      return thread;
    }
    const draft = changed(draftFor(thread, kind), { text: failed.text });
    return { ...thread, restored: failed.id, byKind: { ...thread.byKind, [kind]: draft } };
  });
}

/** Clears a draft that says the same as a message now sent again, so that it is not sent twice by mistake. */
export function forgetSame(threadId: string, text: string | null): void {
  updateDrafts(threadId, (thread) => ({
    ...thread,
    byKind: Object.fromEntries(
      Object.entries(thread.byKind).map(([kind, draft]) => [
        kind,
        draft.text === text ? changed(draft, nothing) : draft,
      ]),
    ),
  }));
}

/** Ours changed by a person: newer than what it was and than what other screens wrote before now. */
function changed(before: Draft, change: DraftChange): Draft {
  return { ...before, ...change, version: Math.max(before.version + 1, Math.floor(serverNow())) };
}
