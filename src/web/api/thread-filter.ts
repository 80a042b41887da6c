import * as z from "zod/mini";
import { id } from "#contract/primitives.ts";
import { type ThreadStatus, type ThreadView, threadStatus, threadView } from "#contract/threads.ts";

/** Which threads a list shows; status null: all. */
export type ThreadFilter = { view: ThreadView; status: ThreadStatus | null; tag: string | null };

/** What the address of the inbox says beside the thread: what is usual is left out. */
export type InboxSearch = {
  view?: Exclude<ThreadView, "all">;
  /** Open threads unless it says otherwise. */
  status?: Exclude<ThreadStatus, "open"> | "any";
  tag?: string;
  /** What is looked for. */
  q?: string;
  /** The message of the open thread that was found. */
  message?: string;
};

/** Reads the address; what it can't mean is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const view = threadView.safeParse(search.view);
  const status = threadStatus.safeParse(search.status);
  const tag = z.safeParse(id, search.tag);
  const message = z.safeParse(id, search.message);
  // A number that was typed comes as one.
  const q = typeof search.q === "number" ? String(search.q) : search.q;
  return {
    ...(view.success && view.data !== "all" ? { view: view.data } : {}),
    ...(search.status === "any" ? { status: "any" } : {}),
    ...(status.success && status.data !== "open" ? { status: status.data } : {}),
    ...(tag.success ? { tag: tag.data } : {}),
    ...(typeof q === "string" && q.trim() !== "" ? { q: q.slice(0, 200) } : {}),
    ...(message.success ? { message: message.data } : {}),
  };
}

/** The list that an address asks for. */
export function filterOf({ view, status, tag }: InboxSearch): ThreadFilter {
  return { view: view ?? "all", status: status === "any" ? null : (status ?? "open"), tag: tag ?? null };
}
