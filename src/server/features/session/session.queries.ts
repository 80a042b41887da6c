import type { Transaction } from "../../db/connect.ts";

export type UserRow = { id: string; name: string; email: string; role: "owner" | "agent" };
export type WorkspaceRow = {
  id: string;
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  version: number;
};

/** A member with the name and address that the auth library keeps. */
export async function findUser(
  db: Transaction,
  workspaceId: string,
  userId: string,
): Promise<UserRow | null> {
  const rows = await db.query<UserRow>({
    name: "session_find_user",
    text: `select u.id, u.name, u.email, m.role
      from auth.members m join auth.users u on u.id = m.user_id
      where m.organization_id = $1 and m.user_id = $2`,
    values: [workspaceId, userId],
  });
  return rows[0] ?? null;
}

export async function findWorkspace(db: Transaction, workspaceId: string): Promise<WorkspaceRow | null> {
  const rows = await db.query<WorkspaceRow>({
    name: "session_find_workspace",
    text: `select workspace_id as id, name, time_zone as "timeZone", country, currency, version
      from workspaces where workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? null;
}

/** Adds the workspace and its counters; its id is the organization's. */
export async function insertWorkspace(
  db: Transaction,
  workspace: Omit<WorkspaceRow, "version"> & { createdAt: string },
): Promise<void> {
  const { id, name, timeZone, country, currency, createdAt } = workspace;
  await db.execute({
    text: `with made as (insert into workspace_counters (workspace_id) values ($1))
      insert into workspaces (workspace_id, name, time_zone, country, currency, created_at)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [id, name, timeZone, country, currency, createdAt],
  });
}

/** Whether anybody has a workspace here yet. */
export async function hasWorkspaces(db: Transaction): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: "select exists (select 1 from auth.organizations) as found",
  });
  return rows[0]?.found ?? false;
}

/** Only one at a time sets up, in whatever process: held until the transaction ends. */
export async function lockSetup(db: Transaction): Promise<void> {
  await db.query({ text: "select pg_advisory_xact_lock(4715024003)" });
}

export async function insertSetupToken(db: Transaction, hash: Buffer): Promise<void> {
  await db.execute({
    text: "insert into auth.setup_tokens (hash, expires_at) values ($1, now() + interval '24 hours')",
    values: [hash],
  });
}

/** Whether the token is one that was printed and still counts. */
export async function isSetupToken(db: Transaction, hash: Buffer): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: "select exists (select 1 from auth.setup_tokens where hash = $1 and expires_at > now()) as found",
    values: [hash],
  });
  return rows[0]?.found ?? false;
}

export async function deleteSetupTokens(db: Transaction): Promise<void> {
  await db.query({ text: "delete from auth.setup_tokens" });
}
