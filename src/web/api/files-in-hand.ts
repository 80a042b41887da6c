import type { ContentProblem } from "#domain/content-problem.ts";
import { createStore } from "./create-store.ts";

/** A file for a mail that the server does not have: it is on its way, it did not get there, or it can't go. */
export type FileInHand = {
  key: string;
  file: File;
  state: "uploading" | "failed" | "refused";
  /** How much of it is there, 0 to 1. */
  share: number;
  /** Why it was refused. */
  problem: ContentProblem | null;
};

/** Those files by thread. They outlive a look at another thread; a mail waits for them. */
export const filesInHand = createStore<Readonly<Record<string, readonly FileInHand[]>>>({});
