import type { SessionView } from "#contract/session.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findUser, findWorkspace } from "./session.queries.ts";
import { viewSession } from "./session.view.ts";

/** What every session says of the server. */
export type SessionParts = {
  demo: { simulatorUrl: string; hasGuide?: boolean } | null;
  publicUrl: string | null;
};

/** The caller with its workspace. A key stands for itself: it has a name and a role, and no address. */
export async function getSession(
  ctx: Context,
  { caller, demo, publicUrl }: { caller: Caller } & SessionParts,
): Promise<SessionView> {
  const { workspaceId, id, name, role } = caller;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const workspace = await findWorkspace(db, workspaceId);
    const user = caller.kind === "key" ? { id, name, role, email: "" } : await findUser(db, workspaceId, id);
    if (workspace === null || user === null) {
      throw new AppError("SIGN_IN_REQUIRED");
    }
    return viewSession({ user, workspace, now: ctx.now(), demo, publicUrl });
  });
}
