import type { DraftView } from "#contract/drafts.ts";
import type { DraftRow } from "./drafts.queries.ts";

/** A draft as its author sees it. */
export function viewDraft({ threadId, kind, text, subject, answersId, version }: DraftRow): DraftView {
  return { threadId, kind, text, subject, answersId, version };
}
