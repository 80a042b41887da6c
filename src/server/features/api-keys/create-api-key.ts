import { makeApiKey } from "../../auth/api-key.ts";
import type { Scope } from "../../caller.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { insertApiKey } from "./api-keys.queries.ts";

/** A key as it is shown this once. */
export type CreatedApiKey = { id: string; name: string; prefix: string; scopes: Scope[]; key: string };

/** Makes an API key for the workspace; only its hash is kept. */
export async function createApiKey(
  db: Transaction,
  input: { workspaceId: string; name: string; scopes: readonly Scope[]; createdBy: string | null },
): Promise<CreatedApiKey> {
  const { workspaceId, name, createdBy } = input;
  const id = newId();
  const scopes = [...new Set(input.scopes)];
  const { key, prefix, hash } = makeApiKey(workspaceId);
  await insertApiKey(db, { workspaceId, id, name, prefix, hash, scopes, createdBy });
  return { id, name, prefix, scopes, key };
}
