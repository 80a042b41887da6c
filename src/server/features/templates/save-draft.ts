import type { TemplateDraftBody } from "#contract/templates.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { viewDraft } from "./template.view.ts";
import { type DraftColumns, findDraft, insertDraft, updateDraft } from "./template-drafts.queries.ts";
import { findTemplateById, listAccountRefs } from "./templates.queries.ts";

type Writer = { workspaceId: string; by: string };
type Content = Omit<TemplateDraftBody, "version">;

/** Keeps a draft of a new template, or of a change of one; nothing of it is judged before it is submitted. */
export function createDraft(
  ctx: Context,
  { workspaceId, by, ...draft }: Writer & Content & { accountRef: string; templateId: string | null },
): Promise<DraftColumns> {
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const refs = await listAccountRefs(db, workspaceId);
    if (![...refs.values()].includes(draft.accountRef)) {
      throw new AppError("INVALID_REQUEST", { fields: [{ field: "body.accountRef", problem: "unknown" }] });
    }
    const template =
      draft.templateId === null ? null : await findTemplateById(db, workspaceId, draft.templateId);
    if (template?.accountRef !== (draft.templateId === null ? undefined : draft.accountRef)) {
      throw new AppError("NOT_FOUND", { what: "template" });
    }
    const id = newId();
    await insertDraft(db, { workspaceId, by, id, at: ctx.now(), ...draft });
    events.push({ kind: "templates.changed" });
    return getDraft(await findDraft(db, workspaceId, id));
  });
}

/** Changes a draft, unless somebody else changed it since `version`. */
export function changeDraft(
  ctx: Context,
  { workspaceId, by, id, ...draft }: Writer & TemplateDraftBody & { id: string },
): Promise<DraftColumns> {
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const stored = getDraft(await findDraft(db, workspaceId, id));
    if (stored.version !== draft.version) {
      throw new AppError("STALE_VERSION", { ...viewDraft(stored) });
    }
    const version = draft.version + 1;
    await updateDraft(db, { workspaceId, by, id, at: ctx.now(), ...draft, version });
    events.push({ kind: "templates.changed" });
    return getDraft(await findDraft(db, workspaceId, id));
  });
}

function getDraft(draft: DraftColumns | null): DraftColumns {
  if (draft === null) {
    throw new AppError("NOT_FOUND", { what: "template draft" });
  }
  return draft;
}
