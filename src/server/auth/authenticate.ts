import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../caller.ts";
import { type Database, readWorkspaces, withWorkspaces } from "../db/connect.ts";
import type { Authenticate } from "../routes.ts";
import { isSameHash, readApiKey } from "./api-key.ts";
import { createAttemptLimiter } from "./attempt-limiter.ts";
import { findMembership, listKeysByPrefix, touchKey } from "./auth.queries.ts";
import type { Auth } from "./auth.ts";
import { authHeadersOf, passCookies } from "./auth-headers.ts";

/** Finds who asks: the API key of the Authorization header, else the session of the cookie. */
export function createAuthenticate({ db, auth }: { db: Database; auth: Auth }): Authenticate {
  const wrongKeys = createAttemptLimiter({ most: 30, withinMs: 60_000 });
  return async (request, reply) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      return findPerson(db, auth, request, reply);
    }
    wrongKeys.refuseExhausted(request.ip);
    const caller = await findKey(db, authorization);
    if (caller === null) {
      wrongKeys.note(request.ip);
    }
    return caller;
  };
}

async function findKey(db: Database, authorization: string): Promise<Caller | null> {
  const presented = readApiKey(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "");
  if (presented === null) {
    return null;
  }
  const { workspaceId, prefix, hash } = presented;
  const keys = await readWorkspaces(db, [workspaceId], (db) => listKeysByPrefix(db, workspaceId, prefix));
  const key = keys.find((candidate) => isSameHash(candidate.hash, hash));
  if (key === undefined) {
    return null;
  }
  const { id, name, scopes } = key;
  if (key.isStale) {
    await withWorkspaces(db, [workspaceId], (db) => touchKey(db, workspaceId, id));
  }
  const role = scopes.includes("admin") ? "owner" : "agent";
  return { kind: "key", workspaceId, id, name, role, scopes, sessionId: null };
}

async function findPerson(
  db: Database,
  auth: Auth,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | null> {
  if (request.headers.cookie === undefined) {
    return null;
  }
  const { headers, response } = await auth.api.getSession({
    headers: authHeadersOf(request),
    returnHeaders: true,
  });
  passCookies(headers, reply);
  if (response === null) {
    return null;
  }
  const { session, user } = response;
  const membership = await findMembership(db, user.id, session.activeOrganizationId ?? null);
  if (membership === null) {
    return null;
  }
  const { workspaceId, role } = membership;
  return {
    kind: "person",
    workspaceId,
    id: user.id,
    name: user.name,
    role,
    scopes: ["admin"],
    sessionId: session.id,
  };
}
