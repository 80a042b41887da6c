import { mostMailFiles } from "#domain/content.ts";
import type { ContentProblem } from "#domain/content-problem.ts";
import { findMailFilesProblem } from "#domain/media-limits.ts";
import { draftFor, drafts, draftsOf, writeDraft } from "../../api/drafts.ts";
import { type FileInHand, filesInHand } from "../../api/files-in-hand.ts";
import { newClientId } from "../../api/new-client-id.ts";
import { uploadFile } from "./upload-file.ts";

const calls = new Map<string, AbortController>();
/** In which order files were given, by key and by upload: whichever is there first, they stay in it. */
const places = new Map<string, number>();
const placeOf = (id: string): number => places.get(id) ?? -1;

/** Takes files for a mail: each is uploaded at once if it fits, and becomes part of the draft when it is there. */
export function giveMailFiles(threadId: string, files: readonly File[]): void {
  for (const file of files) {
    const key = newClientId();
    places.set(key, places.size);
    void start(threadId, { key, file, state: "uploading", share: 0, problem: null });
  }
}

/** Tries a file again that did not get there, or that did not fit before others were removed. */
export function giveAgain(threadId: string, one: FileInHand): void {
  removeInHand(threadId, one.key);
  void start(threadId, { ...one, state: "uploading", share: 0, problem: null });
}

/** Calls a file off, or forgets one that could not go. */
export function removeInHand(threadId: string, key: string): void {
  calls.get(key)?.abort();
  calls.delete(key);
  write(
    threadId,
    inHand(threadId).filter((one) => one.key !== key),
  );
}

/** Takes a file out of the draft. */
export function removeMailFile(threadId: string, id: string): void {
  writeDraft(threadId, "email", { files: draftFiles(threadId).filter((one) => one.id !== id) });
}

async function start(threadId: string, one: FileInHand): Promise<void> {
  const problem = findProblem(threadId, one.file);
  write(threadId, [...inHand(threadId), problem === null ? one : { ...one, state: "refused", problem }]);
  if (problem !== null) {
    return;
  }
  const call = new AbortController();
  calls.set(one.key, call);
  try {
    const { id, name, type, size } = await uploadFile(one.file, {
      name: one.file.name,
      signal: call.signal,
      onProgress: (share) => change(threadId, one.key, { share }),
    });
    const kept = { id, name, type, size, url: null, state: "stored" as const };
    places.set(id, placeOf(one.key));
    const files = [...draftFiles(threadId), kept].sort((a, b) => placeOf(a.id) - placeOf(b.id));
    writeDraft(threadId, "email", { files });
    removeInHand(threadId, one.key);
  } catch {
    if (!call.signal.aborted) {
      change(threadId, one.key, { state: "failed" });
    }
  }
}

/** Asked before a byte leaves, together with all that goes along already. */
function findProblem(threadId: string, file: File): ContentProblem | null {
  const going = inHand(threadId).flatMap((one) => (one.state === "refused" ? [] : [one.file]));
  const all = [...draftFiles(threadId), ...going, file];
  if (file.size === 0) {
    return { field: "file", problem: "missing" };
  }
  return all.length > mostMailFiles
    ? { field: "file", problem: "too-many", limit: mostMailFiles }
    : findMailFilesProblem(all);
}

function draftFiles(threadId: string) {
  return draftFor(draftsOf(drafts.get(), threadId), "email").files;
}

function inHand(threadId: string): readonly FileInHand[] {
  return filesInHand.get()[threadId] ?? [];
}

function change(threadId: string, key: string, to: Partial<FileInHand>): void {
  write(
    threadId,
    inHand(threadId).map((one) => (one.key === key ? { ...one, ...to } : one)),
  );
}

function write(threadId: string, files: readonly FileInHand[]): void {
  filesInHand.set({ ...filesInHand.get(), [threadId]: files });
}
