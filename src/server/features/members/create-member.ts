import { type AuthSettings, createAuth } from "../../auth/auth.ts";
import { authDatabaseIn } from "../../auth/auth-database.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { isEmailTaken, type MemberRow } from "./members.queries.ts";

/** A colleague, with the first password that the owner hands over or the invited person chose. */
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
  return editWorkspace(ctx, member.workspaceId, async (db, events) => {
    const made = await enrolMember(db, member, settings);
    events.push({ kind: "settings.changed", what: "members" });
    return made;
  });
}

/** Makes the person and the membership inside a transaction of the workspace; nobody else may have the address. */
export async function enrolMember(
  db: Transaction,
  { workspaceId, name, email, password, role }: NewMember,
  settings: AuthSettings,
): Promise<MemberRow> {
  if (await isEmailTaken(db, email)) {
    throw new AppError("MEMBER_EXISTS");
  }
  const auth = createAuth(authDatabaseIn(db), settings);
  const { user } = await auth.api.signUpEmail({ body: { name, email, password } });
  await auth.api.addMember({ body: { userId: user.id, organizationId: workspaceId, role } });
  return { id: user.id, name: user.name, email: user.email, role, active: true };
}
