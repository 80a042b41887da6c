import type { CannedReply } from "#contract/canned-replies.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { type CannedReplyRow, deleteCannedReply, listCannedReplies } from "./canned-replies.queries.ts";
import { changeCannedReply, createCannedReply } from "./save-canned-reply.ts";

/** Replies that the team wrote once. Everybody who answers may write them. */
export function cannedReplyRoutes(
  ctx: Context,
): Pick<Handlers, "listCannedReplies" | "createCannedReply" | "updateCannedReply" | "deleteCannedReply"> {
  return {
    async listCannedReplies({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listCannedReplies(db, workspaceId));
      return { status: 200, body: { items: rows.map(viewCannedReply), nextCursor: null } };
    },
    async createCannedReply({ caller: { workspaceId, id: createdBy }, body }) {
      return { status: 201, body: await createCannedReply(ctx, { workspaceId, createdBy, ...body }) };
    },
    async updateCannedReply({ caller: { workspaceId }, params: { id }, body }) {
      return { status: 200, body: await changeCannedReply(ctx, { workspaceId, id, ...body }) };
    },
    async deleteCannedReply({ caller: { workspaceId }, params: { id } }) {
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        if (!(await deleteCannedReply(db, workspaceId, id))) {
          throw new AppError("NOT_FOUND");
        }
        events.push({ kind: "settings.changed", what: "canned-replies" });
      });
      return { status: 204 };
    },
  };
}

function viewCannedReply({ id, shortcut, text, version }: CannedReplyRow): CannedReply {
  return { id, shortcut, text, version };
}
