import type { DraftView } from "#contract/drafts.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findDraft, findDraftThread, upsertDraft } from "./drafts.queries.ts";
import { viewDraft } from "./drafts.view.ts";

/** Keeps what a member typed, unless a newer version is kept already; answers what stands then. */
export function putDraft(
  ctx: Context,
  input: { workspaceId: string; memberId: string; draft: DraftView },
): Promise<DraftView> {
  const { workspaceId, memberId } = input;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const threadId = await findDraftThread(db, workspaceId, input.draft.threadId);
    if (threadId === null) {
      throw new AppError("NOT_FOUND");
    }
    const draft = { ...input.draft, threadId };
    const { kind, version } = draft;
    if (await upsertDraft(db, { workspaceId, memberId, ...draft })) {
      events.push({ kind: "draft.changed", threadId, memberId, channelKind: kind, version });
    }
    const stored = await findDraft(db, { workspaceId, memberId, threadId, kind });
    return stored === null ? draft : viewDraft(stored);
  });
}
