import { type AuthSettings, createAuth } from "../../auth/auth.ts";
import { authDatabaseIn } from "../../auth/auth-database.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { isEmailTaken, type MemberRow } from "./members.queries.ts";

/** A colleague, with the first password that the owner hands over. */
export type NewMember = {
  workspaceId: string;
  name: string;
  email: string;
  password: string;
  role: "owner" | "agent";
};

/** Adds a colleague who can sign in at once. */
export async function createMember(
  ctx: Context,
  member: NewMember,
  settings: AuthSettings,
): Promise<MemberRow> {
  const { workspaceId, name, email, password, role } = member;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    if (await isEmailTaken(db, email)) {
      throw new AppError("MEMBER_EXISTS");
    }
    const auth = createAuth(authDatabaseIn(db), settings);
    const { user } = await auth.api.signUpEmail({ body: { name, email, password } });
    await auth.api.addMember({ body: { userId: user.id, organizationId: workspaceId, role } });
    return { id: user.id, name: user.name, email: user.email, role };
  });
}
