import type { AuthSettings } from "../../auth/auth.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { enrolMember } from "./create-member.ts";
import { readInvitationToken } from "./invitation-token.ts";
import { findUsable, markAccepted, type UsableInvitation } from "./invitations.queries.ts";
import type { MemberRow } from "./members.queries.ts";

/** What stands on an invitation. Used, withdrawn, expired and invented links are told apart for nobody. */
export async function readInvitation(
  ctx: Context,
  token: string,
): Promise<Pick<UsableInvitation, "workspaceName" | "email" | "role">> {
  const { workspaceId, hash } = requireToken(token);
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const invitation = await findUsable(db, workspaceId, hash);
    if (invitation === null) {
      throw new AppError("INVITATION_INVALID");
    }
    const { workspaceName, email, role } = invitation;
    return { workspaceName, email, role };
  });
}

/** Uses a link, once however often it is clicked: the counter row, locked first, lets one through. */
export async function acceptInvitation(
  ctx: Context,
  { token, name, password }: { token: string; name: string; password: string },
  settings: AuthSettings,
): Promise<MemberRow> {
  const { workspaceId, hash } = requireToken(token);
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const invitation = await findUsable(db, workspaceId, hash);
    if (invitation === null) {
      throw new AppError("INVITATION_INVALID");
    }
    const { email, role } = invitation;
    const member = await enrolMember(db, { workspaceId, name, email, password, role }, settings);
    await markAccepted(db, workspaceId, invitation.id);
    events.push({ kind: "settings.changed", what: "members" });
    return member;
  }).catch((error: unknown) => {
    // A workspace that does not exist must not answer otherwise than one whose invitation is over.
    throw error instanceof AppError && error.code === "NOT_FOUND"
      ? new AppError("INVITATION_INVALID")
      : error;
  });
}

function requireToken(token: string): { workspaceId: string; hash: Buffer } {
  const read = readInvitationToken(token);
  if (read === null) {
    throw new AppError("INVITATION_INVALID");
  }
  return read;
}
