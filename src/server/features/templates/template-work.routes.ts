import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { changeDraft, createDraft } from "./save-draft.ts";
import { submitDraft } from "./submit-draft.ts";
import { viewAlarm, viewDraft, viewTemplate } from "./template.view.ts";
import { dismissAlarm, listAlarms } from "./template-alarms.queries.ts";
import { deleteDraft, listDrafts } from "./template-drafts.queries.ts";
import { uploadExample } from "./upload-example.ts";

type Names =
  | "listTemplateDrafts"
  | "createTemplateDraft"
  | "updateTemplateDraft"
  | "deleteTemplateDraft"
  | "submitTemplateDraft"
  | "uploadTemplateExample"
  | "listTemplateAlarms"
  | "dismissTemplateAlarm";

/** Drafts of templates, and what wants an owner's attention. */
export function templateWorkRoutes(ctx: Context, { blobs }: { blobs: BlobStore }): Pick<Handlers, Names> {
  return {
    async listTemplateDrafts({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listDrafts(db, workspaceId));
      return { status: 200, body: { items: rows.map(viewDraft), nextCursor: null } };
    },
    async createTemplateDraft({ caller: { workspaceId, id: by }, body }) {
      return { status: 201, body: viewDraft(await createDraft(ctx, { workspaceId, by, ...body })) };
    },
    async updateTemplateDraft({ caller: { workspaceId, id: by }, params: { id }, body }) {
      return { status: 200, body: viewDraft(await changeDraft(ctx, { workspaceId, by, id, ...body })) };
    },
    async deleteTemplateDraft({ caller: { workspaceId }, params: { id } }) {
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        if (!(await deleteDraft(db, workspaceId, id))) {
          throw new AppError("NOT_FOUND", { what: "template draft" });
        }
        events.push({ kind: "templates.changed" });
      });
      return { status: 204 };
    },
    async submitTemplateDraft({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: viewTemplate(await submitDraft(ctx, { workspaceId, id })) };
    },
    async uploadTemplateExample({ caller: { workspaceId }, body }) {
      return { status: 200, body: { handle: await uploadExample(ctx, blobs, { workspaceId, ...body }) } };
    },
    async listTemplateAlarms({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listAlarms(db, workspaceId));
      return { status: 200, body: { items: rows.map(viewAlarm), nextCursor: null } };
    },
    async dismissTemplateAlarm({ caller: { workspaceId, id: by }, params: { id } }) {
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        if (!(await dismissAlarm(db, workspaceId, { id, by, at: ctx.now() }))) {
          throw new AppError("NOT_FOUND", { what: "template alarm" });
        }
        events.push({ kind: "templates.changed" });
      });
      return { status: 204 };
    },
  };
}
