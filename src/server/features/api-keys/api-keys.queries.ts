import type { Instant } from "#domain/time.ts";
import type { Scope } from "../../caller.ts";
import type { Transaction } from "../../db/connect.ts";

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdAt: Instant;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
};

export async function listApiKeys(db: Transaction, workspaceId: string): Promise<ApiKeyRow[]> {
  const rows = await db.query<ApiKeyRow>({
    name: "api_keys_list",
    text: `select id, name, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt",
        revoked_at as "revokedAt"
      from api_keys where workspace_id = $1 order by created_at desc, id desc`,
    values: [workspaceId],
  });
  return rows;
}

export async function insertApiKey(
  db: Transaction,
  key: {
    workspaceId: string;
    id: string;
    name: string;
    prefix: string;
    hash: Buffer;
    scopes: readonly Scope[];
    createdBy: string | null;
  },
): Promise<void> {
  const { workspaceId, id, name, prefix, hash, scopes, createdBy } = key;
  await db.execute({
    text: `insert into api_keys (workspace_id, id, name, prefix, hash, scopes, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, now())`,
    values: [workspaceId, id, name, prefix, hash, scopes, createdBy],
  });
}

/** False: there is no such key. Revoking twice is harmless. */
export async function revokeApiKey(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const revoked = await db.execute({
    text: `update api_keys set revoked_at = coalesce(revoked_at, now())
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return revoked === 1;
}
