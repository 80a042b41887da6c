import type { Scope } from "../caller.ts";
import type { Database, Transaction } from "../db/connect.ts";

/** A person's place in a workspace. */
export type MembershipRow = { workspaceId: string; role: "owner" | "agent" };

/** The membership of the workspace that the session works in, else the person's oldest one. */
export async function findMembership(
  db: Database,
  userId: string,
  workspaceId: string | null,
): Promise<MembershipRow | null> {
  const { rows } = await db.pool.query<MembershipRow>({
    name: "auth_find_membership",
    text: `select m.organization_id as "workspaceId", m.role
      from auth.members m
      where m.user_id = $1 and ($2::uuid is null or m.organization_id = $2) and m.deactivated_at is null
      order by m.created_at, m.id limit 1`,
    values: [userId, workspaceId],
  });
  return rows[0] ?? null;
}

/** Which of these sessions still hold: not signed out, not expired, and their users still members. */
export async function listLiveSessions(db: Database, sessionIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>({
    name: "auth_list_live_sessions",
    text: `select s.id from auth.sessions s
      where s.id = any($1::uuid[]) and s.expires_at > now()
        and exists (
          select 1 from auth.members m where m.user_id = s.user_id and m.deactivated_at is null)`,
    values: [sessionIds],
  });
  return rows.map(({ id }) => id);
}

/** Ends every session of a person; their streams end with them. */
export async function deleteSessions(db: Transaction, userId: string): Promise<void> {
  await db.execute({ text: "delete from auth.sessions where user_id = $1", values: [userId] });
}

export type ApiKeyRow = { id: string; name: string; hash: Buffer; scopes: Scope[]; isStale: boolean };

/** Keys that begin so; the hash decides. `isStale`: its last use was noted more than a minute ago. */
export async function listKeysByPrefix(
  db: Transaction,
  workspaceId: string,
  prefix: string,
): Promise<ApiKeyRow[]> {
  const rows = await db.query<ApiKeyRow>({
    name: "auth_list_keys_by_prefix",
    text: `select id, name, hash, scopes,
        last_used_at is null or last_used_at < now() - interval '1 minute' as "isStale"
      from api_keys where workspace_id = $1 and prefix = $2 and revoked_at is null`,
    values: [workspaceId, prefix],
  });
  return rows;
}

/** Which of these keys are not revoked. */
export async function listLiveKeys(db: Transaction, keyIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "auth_list_live_keys",
    text: "select id from api_keys where id = any($1::uuid[]) and revoked_at is null",
    values: [keyIds],
  });
  return rows.map(({ id }) => id);
}

/** Ends the keys that somebody made, and those that were made with them; answers how many. */
export async function revokeKeysBy(db: Transaction, workspaceId: string, userId: string): Promise<number> {
  return db.execute({
    text: `with recursive made as (
        select id from api_keys where workspace_id = $1 and created_by = $2
        union
        select k.id from api_keys k join made on k.created_by = made.id where k.workspace_id = $1)
      update api_keys set revoked_at = now()
      where workspace_id = $1 and revoked_at is null and id in (select id from made)`,
    values: [workspaceId, userId],
  });
}

/** Notes that a key was used. */
export async function touchKey(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    name: "auth_touch_key",
    text: "update api_keys set last_used_at = now() where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
}
