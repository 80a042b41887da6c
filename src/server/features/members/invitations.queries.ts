import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";

export type InvitationRow = {
  id: string;
  email: string;
  role: "owner" | "agent";
  createdAt: Instant;
  expiresAt: Instant;
};

/** An invitation whose link still works, with what it invites to. */
export type UsableInvitation = InvitationRow & { workspaceName: string };

const columns = `id, email, role, created_at as "createdAt", expires_at as "expiresAt"`;

/** Invitations that wait to be used, also those whose time is over, newest first. */
export async function listInvitations(db: Transaction, workspaceId: string): Promise<InvitationRow[]> {
  return db.query<InvitationRow>({
    name: "invitations_list",
    text: `select ${columns} from invitations
      where workspace_id = $1 and accepted_at is null and revoked_at is null
      order by created_at desc, id desc`,
    values: [workspaceId],
  });
}

/** A link holds for seven days of the database's time, wherever the clock of the domain stands. */
export async function insertInvitation(
  db: Transaction,
  row: {
    workspaceId: string;
    id: string;
    email: string;
    role: "owner" | "agent";
    hash: Buffer;
    invitedBy: string;
  },
): Promise<InvitationRow> {
  const { workspaceId, id, email, role, hash, invitedBy } = row;
  const [made] = await db.query<InvitationRow>({
    text: `insert into invitations (workspace_id, id, email, role, hash, invited_by, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, now(), now() + interval '7 days') returning ${columns}`,
    values: [workspaceId, id, email, role, hash, invitedBy],
  });
  if (made === undefined) {
    throw new Error("an insert without conflict clause answers its row");
  }
  return made;
}

/** Ends the open invitation of an address, if there is one. */
export async function revokeInvitationOf(db: Transaction, workspaceId: string, email: string): Promise<void> {
  await db.execute({
    text: `update invitations set revoked_at = now()
      where workspace_id = $1 and email = $2 and accepted_at is null and revoked_at is null`,
    values: [workspaceId, email],
  });
}

/** Ends the open invitations that a member made. */
export async function revokeInvitationsBy(
  db: Transaction,
  workspaceId: string,
  memberId: string,
): Promise<number> {
  return db.execute({
    text: `update invitations set revoked_at = now()
      where workspace_id = $1 and invited_by = $2 and accepted_at is null and revoked_at is null`,
    values: [workspaceId, memberId],
  });
}

/** False: there is no such invitation. Withdrawing twice is harmless. */
export async function revokeInvitation(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const found = await db.execute({
    text: `update invitations set revoked_at = coalesce(revoked_at, now())
      where workspace_id = $1 and id = $2 and accepted_at is null`,
    values: [workspaceId, id],
  });
  return found === 1;
}

/** The invitation that a link's secret still opens. */
export async function findUsable(
  db: Transaction,
  workspaceId: string,
  hash: Buffer,
): Promise<UsableInvitation | null> {
  const rows = await db.query<UsableInvitation>({
    name: "invitations_find_usable",
    text: `select ${columns}, (select name from workspaces where workspace_id = $1) as "workspaceName"
      from invitations
      where workspace_id = $1 and hash = $2 and accepted_at is null and revoked_at is null and expires_at > now()`,
    values: [workspaceId, hash],
  });
  return rows[0] ?? null;
}

export async function markAccepted(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    text: "update invitations set accepted_at = now() where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
}
