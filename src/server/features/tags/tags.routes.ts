import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { saveTag } from "./save-tag.ts";
import { deleteTag, listTags, type TagRow } from "./tags.queries.ts";

/** Tags: owners edit them, everybody puts them on threads. */
export function tagRoutes(
  ctx: Context,
): Pick<Handlers, "listTags" | "createTag" | "updateTag" | "deleteTag"> {
  return {
    async listTags({ caller: { workspaceId } }) {
      const tags = await withWorkspaces(ctx.db, [workspaceId], (db) => listTags(db, workspaceId));
      return { status: 200, body: { items: tags.map(viewTag), nextCursor: null } };
    },
    async createTag({ caller: { workspaceId }, body }) {
      return { status: 201, body: await saveTag(ctx, { workspaceId, id: null, ...body }) };
    },
    async updateTag({ caller: { workspaceId }, params: { id }, body }) {
      return { status: 200, body: await saveTag(ctx, { workspaceId, id, ...body }) };
    },
    async deleteTag({ caller: { workspaceId }, params: { id } }) {
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        if (!(await deleteTag(db, workspaceId, id))) {
          throw new AppError("NOT_FOUND");
        }
        events.push({ kind: "settings.changed", what: "tags" });
      });
      return { status: 204 };
    },
  };
}

function viewTag({ id, name, color }: TagRow) {
  return { id, name, color };
}
