import { createAttemptLimiter } from "../../auth/attempt-limiter.ts";
import type { Auth, AuthSettings } from "../../auth/auth.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { getSession, type SessionParts } from "../session/get-session.ts";
import { signIn } from "../session/sign-in.ts";
import { acceptInvitation, readInvitation } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { type InvitationRow, listInvitations, revokeInvitation } from "./invitations.queries.ts";

type Parts = SessionParts & { auth: Auth; authSettings: AuthSettings; linkBase(): string };
type Names =
  | "listInvitations"
  | "createInvitation"
  | "revokeInvitation"
  | "readInvitation"
  | "acceptInvitation";

/** Inviting colleagues by one-time links (S9). */
export function invitationRoutes(
  ctx: Context,
  { auth, authSettings, demo, publicUrl, linkBase }: Parts,
): Pick<Handlers, Names> {
  const wrongPasswords = createAttemptLimiter({ most: 10, withinMs: 5 * 60_000 });
  return {
    async listInvitations({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listInvitations(db, workspaceId));
      return { status: 200, body: { items: rows.map(viewInvitation), nextCursor: null } };
    },
    async createInvitation({ caller: { workspaceId, id: invitedBy }, body }) {
      const { invitation, token } = await createInvitation(ctx, { workspaceId, invitedBy, ...body });
      // Behind the #, so that no log of a server or proxy on the way holds it.
      const link = `${linkBase()}/join#${token}`;
      return { status: 201, body: { ...viewInvitation(invitation), link } };
    },
    async revokeInvitation({ caller: { workspaceId }, params: { id } }) {
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        if (!(await revokeInvitation(db, workspaceId, id))) {
          throw new AppError("NOT_FOUND");
        }
        events.push({ kind: "settings.changed", what: "invitations" });
      });
      return { status: 204 };
    },
    async readInvitation({ body: { token } }) {
      return { status: 200, body: await readInvitation(ctx, token) };
    },
    async acceptInvitation({ body, request, reply }) {
      const { email } = await acceptInvitation(ctx, body, authSettings);
      const { password } = body;
      const caller = await signIn(ctx, { email, password, auth, wrongPasswords, request, reply });
      return { status: 201, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
  };
}

function viewInvitation({ id, email, role, createdAt, expiresAt }: InvitationRow) {
  return {
    id,
    email,
    role,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
