import type { Transaction } from "../../db/connect.ts";

export type MemberRow = { id: string; name: string; email: string; role: "owner" | "agent"; active: boolean };

/** Everybody of the workspace, by name; also those who may not sign in any more, whose names stand on what they wrote. */
export async function listMembers(db: Transaction, workspaceId: string): Promise<MemberRow[]> {
  const rows = await db.query<MemberRow>({
    name: "members_list",
    text: `select u.id, u.name, u.email, m.role, m.deactivated_at is null as active
      from auth.members m join auth.users u on u.id = m.user_id
      where m.organization_id = $1 order by lower(u.name), u.id`,
    values: [workspaceId],
  });
  return rows;
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

/** One member with the lock of the row, so that two owners change one after the other. */
export async function lockMember(
  db: Transaction,
  workspaceId: string,
  userId: string,
): Promise<MemberRow | null> {
  const rows = await db.query<MemberRow>({
    text: `select u.id, u.name, u.email, m.role, m.deactivated_at is null as active
      from auth.members m join auth.users u on u.id = m.user_id
      where m.organization_id = $1 and m.user_id = $2 for update of m`,
    values: [workspaceId, userId],
  });
  return rows[0] ?? null;
}

/** How many owners other than this person may sign in. */
export async function countOtherOwners(
  db: Transaction,
  workspaceId: string,
  userId: string,
): Promise<number> {
  const rows = await db.query<{ count: number }>({
    text: `select count(*)::int as count from auth.members
      where organization_id = $1 and user_id <> $2 and role = 'owner' and deactivated_at is null`,
    values: [workspaceId, userId],
  });
  return rows[0]?.count ?? 0;
}

export async function saveMember(
  db: Transaction,
  { workspaceId, id, role, active }: { workspaceId: string } & Pick<MemberRow, "id" | "role" | "active">,
): Promise<void> {
  await db.execute({
    text: `update auth.members set role = $3,
        deactivated_at = case when $4 then null else coalesce(deactivated_at, now()) end
      where organization_id = $1 and user_id = $2`,
    values: [workspaceId, id, role, active],
  });
}

/** Gives the unresolved threads of somebody who is gone back to everybody; answers their ids. */
export async function releaseThreads(
  db: Transaction,
  workspaceId: string,
  assigneeId: string,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `update threads set assignee_id = null, version = version + 1
      where workspace_id = $1 and assignee_id = $2 and status <> 'resolved' returning id`,
    values: [workspaceId, assigneeId],
  });
  return rows.map(({ id }) => id);
}
