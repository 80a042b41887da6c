import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { getSession, type SessionParts } from "./get-session.ts";
import { updateWorkspace } from "./update-workspace.ts";

/** The business itself. */
export function workspaceRoutes(
  ctx: Context,
  { demo, publicUrl }: SessionParts,
): Pick<Handlers, "updateWorkspace"> {
  return {
    async updateWorkspace({ caller, body }) {
      await updateWorkspace(ctx, { workspaceId: caller.workspaceId, ...body });
      return { status: 200, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
  };
}
