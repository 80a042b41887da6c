import { deleteSessions, revokeKeysBy } from "../../auth/auth.queries.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { revokeInvitationsBy } from "./invitations.queries.ts";
import {
  countOtherOwners,
  lockMember,
  type MemberRow,
  releaseThreads,
  saveMember,
} from "./members.queries.ts";

/**
 * Changes a member's role, or whether the member may sign in. One who may not is signed out everywhere and the open
 * threads go back to everybody; links and API keys that somebody made as an owner end with that. The last owner who can
 * sign in stays one.
 */
export async function updateMember(
  ctx: Context,
  input: {
    workspaceId: string;
    id: string;
    role?: "owner" | "agent" | undefined;
    active?: boolean | undefined;
  },
): Promise<MemberRow> {
  const { workspaceId, id } = input;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const before = await lockMember(db, workspaceId, id);
    if (before === null) {
      throw new AppError("NOT_FOUND");
    }
    const member = { ...before, role: input.role ?? before.role, active: input.active ?? before.active };
    const staysOwner = member.role === "owner" && member.active;
    if (!staysOwner && (await countOtherOwners(db, workspaceId, id)) === 0) {
      throw new AppError("LAST_OWNER");
    }
    await saveMember(db, { workspaceId, ...member });
    if (!staysOwner && (await revokeInvitationsBy(db, workspaceId, id)) > 0) {
      events.push({ kind: "settings.changed", what: "invitations" });
    }
    if (!staysOwner && (await revokeKeysBy(db, workspaceId, id)) > 0) {
      events.push({ kind: "settings.changed", what: "api-keys" });
    }
    if (!member.active) {
      await deleteSessions(db, id);
      for (const threadId of await releaseThreads(db, workspaceId, id)) {
        events.push({ kind: "thread.changed", threadId });
      }
    }
    events.push({ kind: "settings.changed", what: "members" });
    return member;
  });
}
