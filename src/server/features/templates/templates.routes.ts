import type { TemplateView } from "#contract/templates.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import { syncTemplates } from "./sync-templates.ts";
import { listTemplates, type TemplateColumns } from "./templates.queries.ts";

/** Templates of WhatsApp. */
export function templateRoutes(ctx: Context): Pick<Handlers, "listTemplates" | "syncTemplates"> {
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
  };
}

function viewTemplate(row: TemplateColumns): TemplateView {
  const { id, accountRef, name, language, category, status, parameterFormat, components } = row;
  return {
    id,
    accountRef,
    name,
    language,
    category,
    status,
    parameterFormat,
    components: Array.isArray(components) ? components : [],
  };
}
