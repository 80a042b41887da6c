import type { Transaction } from "../../db/connect.ts";

export type MemberRow = { id: string; name: string; email: string; role: "owner" | "agent" };

/** Everybody of the workspace, by name. */
export async function listMembers(db: Transaction, workspaceId: string): Promise<MemberRow[]> {
  const rows = await db.query<MemberRow>({
    name: "members_list",
    text: `select u.id, u.name, u.email, m.role
      from auth.members m join auth.users u on u.id = m.user_id
      where m.organization_id = $1 order by lower(u.name), u.id`,
    values: [workspaceId],
  });
  return rows;
}

export async function isMember(db: Transaction, workspaceId: string, userId: string): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    name: "members_is_member",
    text: `select exists (
        select 1 from auth.members where organization_id = $1 and user_id = $2) as found`,
    values: [workspaceId, userId],
  });
  return rows[0]?.found ?? false;
}

/** Whether somebody signs in with this address, in whatever workspace; the address is locked until the commit. */
export async function isEmailTaken(db: Transaction, email: string): Promise<boolean> {
  await db.execute({
    text: "select pg_advisory_xact_lock(hashtextextended('auth.users ' || lower($1), 0))",
    values: [email],
  });
  const rows = await db.query<{ found: boolean }>({
    text: "select exists (select 1 from auth.users where email = lower($1)) as found",
    values: [email],
  });
  return rows[0]?.found ?? false;
}
