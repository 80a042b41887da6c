import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import { listDrafts } from "./drafts.queries.ts";
import { viewDraft } from "./drafts.view.ts";
import { putDraft } from "./put-draft.ts";

/** More threads than anybody writes in at a time; what was emptied long ago is left out. */
const mostDrafts = 500;

/** Drafts: each member's own, on all of their screens. */
export function draftRoutes(ctx: Context): Pick<Handlers, "listDrafts" | "putDraft"> {
  return {
    async listDrafts({ caller: { workspaceId, id: memberId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        listDrafts(db, { workspaceId, memberId }, mostDrafts),
      );
      return { status: 200, body: { items: rows.map(viewDraft), nextCursor: null } };
    },
    async putDraft({ caller: { workspaceId, id: memberId }, params: { id }, body }) {
      const draft = { threadId: id, ...body };
      return { status: 200, body: await putDraft(ctx, { workspaceId, memberId, draft }) };
    },
  };
}
