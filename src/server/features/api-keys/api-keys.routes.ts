import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { type ApiKeyRow, listApiKeys, revokeApiKey } from "./api-keys.queries.ts";
import { createApiKey } from "./create-api-key.ts";

/** Keys for integrators. */
export function apiKeyRoutes(ctx: Context): Pick<Handlers, "listApiKeys" | "createApiKey" | "revokeApiKey"> {
  return {
    async listApiKeys({ caller: { workspaceId } }) {
      const keys = await withWorkspaces(ctx.db, [workspaceId], (db) => listApiKeys(db, workspaceId));
      return { status: 200, body: { items: keys.map(viewApiKey), nextCursor: null } };
    },
    async createApiKey({ caller: { workspaceId, id: createdBy }, body: { name, scopes } }) {
      const key = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        createApiKey(db, { workspaceId, name, scopes, createdBy }),
      );
      return { status: 201, body: key };
    },
    async revokeApiKey({ caller: { workspaceId }, params: { id } }) {
      const isKnown = await withWorkspaces(ctx.db, [workspaceId], (db) => revokeApiKey(db, workspaceId, id));
      if (!isKnown) {
        throw new AppError("NOT_FOUND");
      }
      return { status: 204 };
    },
  };
}

function viewApiKey({ id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt }: ApiKeyRow) {
  return {
    id,
    name,
    prefix,
    scopes,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  };
}
