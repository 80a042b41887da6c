import type { AuthSettings } from "../../auth/auth.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import { createMember } from "./create-member.ts";
import { listMembers, type MemberRow } from "./members.queries.ts";
import { updateMember } from "./update-member.ts";

/** The people who answer. */
export function memberRoutes(
  ctx: Context,
  { authSettings }: { authSettings: AuthSettings },
): Pick<Handlers, "listMembers" | "createMember" | "updateMember"> {
  return {
    async listMembers({ caller: { workspaceId } }) {
      const members = await withWorkspaces(ctx.db, [workspaceId], (db) => listMembers(db, workspaceId));
      return { status: 200, body: { items: members.map(viewMember), nextCursor: null } };
    },
    async createMember({ caller: { workspaceId }, body }) {
      const member = await createMember(ctx, { workspaceId, ...body }, authSettings);
      return { status: 201, body: viewMember(member) };
    },
    async updateMember({ caller: { workspaceId }, params: { id }, body }) {
      const member = await updateMember(ctx, { workspaceId, id, ...body });
      return { status: 200, body: viewMember(member) };
    },
  };
}

function viewMember({ id, name, email, role, active }: MemberRow) {
  return { id, name, email, role, active };
}
