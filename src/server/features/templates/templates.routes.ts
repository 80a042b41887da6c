import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { deleteTemplate } from "./delete-template.ts";
import { getTemplate, refreshTemplate } from "./refresh-template.ts";
import { syncTemplates } from "./sync-templates.ts";
import { viewTemplate } from "./template.view.ts";
import { listTemplates, putSources } from "./templates.queries.ts";
import { unpauseTemplate } from "./unpause-template.ts";

type Names =
  | "listTemplates"
  | "syncTemplates"
  | "refreshTemplate"
  | "putTemplateSources"
  | "deleteTemplate"
  | "unpauseTemplate";

/** Templates of WhatsApp as the provider has them. */
export function templateRoutes(ctx: Context): Pick<Handlers, Names> {
  const list = async (workspaceId: string) => {
    const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listTemplates(db, workspaceId));
    return { status: 200, body: { items: rows.map(viewTemplate), nextCursor: null } } as const;
  };
  return {
    listTemplates: ({ caller: { workspaceId } }) => list(workspaceId),
    async syncTemplates({ caller: { workspaceId } }) {
      await syncTemplates(ctx, workspaceId);
      return list(workspaceId);
    },
    async refreshTemplate({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: viewTemplate(await refreshTemplate(ctx, { workspaceId, id })) };
    },
    async putTemplateSources({ caller: { workspaceId }, params: { id }, body: { sources } }) {
      const { accountRef, name } = await getTemplate(ctx, workspaceId, id);
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        await putSources(db, workspaceId, { accountRef, name, sources, at: ctx.now() });
        events.push({ kind: "templates.changed" });
      });
      return { status: 200, body: viewTemplate(await getTemplate(ctx, workspaceId, id)) };
    },
    async deleteTemplate({ caller: { workspaceId }, params: { id }, query: { allLanguages } }) {
      await deleteTemplate(ctx, { workspaceId, id, allLanguages: allLanguages === "true" });
      return { status: 204 };
    },
    async unpauseTemplate({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: viewTemplate(await unpauseTemplate(ctx, { workspaceId, id })) };
    },
  };
}
