import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { makeInvitationToken } from "./invitation-token.ts";
import { type InvitationRow, insertInvitation, revokeInvitationOf } from "./invitations.queries.ts";
import { isEmailTaken } from "./members.queries.ts";

/** Invites a colleague; an older link for the same address ends. The token is known this once. */
export async function createInvitation(
  ctx: Context,
  input: { workspaceId: string; email: string; role: "owner" | "agent"; invitedBy: string },
): Promise<{ invitation: InvitationRow; token: string }> {
  const { workspaceId, role, invitedBy } = input;
  const email = input.email.toLowerCase();
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    if (await isEmailTaken(db, email)) {
      throw new AppError("MEMBER_EXISTS");
    }
    await revokeInvitationOf(db, workspaceId, email);
    const { token, hash } = makeInvitationToken(workspaceId);
    const invitation = await insertInvitation(db, { workspaceId, id: newId(), email, role, hash, invitedBy });
    events.push({ kind: "settings.changed", what: "invitations" });
    return { invitation, token };
  });
}
