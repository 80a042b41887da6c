import { APIError } from "better-auth/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AttemptLimiter } from "../../auth/attempt-limiter.ts";
import { findMembership } from "../../auth/auth.queries.ts";
import type { Auth } from "../../auth/auth.ts";
import { authHeadersOf, passCookies } from "../../auth/auth-headers.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";

/** Checks e-mail and password and starts a session: its cookie goes into the reply. Wrong pairs are counted. */
export async function signIn(
  ctx: Context,
  input: {
    email: string;
    password: string;
    auth: Auth;
    wrongPasswords: AttemptLimiter;
    request: FastifyRequest;
    reply: FastifyReply;
  },
): Promise<Caller> {
  const { email, password, auth, wrongPasswords, request, reply } = input;
  const key = `${request.ip} ${email.toLowerCase()}`;
  wrongPasswords.refuseExhausted(key);
  try {
    const { headers, response } = await auth.api.signInEmail({
      body: { email, password },
      headers: withoutCookie(authHeadersOf(request)),
      returnHeaders: true,
    });
    const membership = await findMembership(ctx.db, response.user.id, null);
    if (membership === null) {
      throw new AppError("SIGN_IN_REQUIRED", { reason: "deactivated" });
    }
    passCookies(headers, reply);
    const { id, name } = response.user;
    return { kind: "person", ...membership, id, name, scopes: ["admin"], sessionId: null };
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 401) {
      wrongPasswords.note(key);
      throw new AppError("SIGN_IN_REQUIRED", { reason: "wrong-credentials" }, { cause: error });
    }
    throw error;
  }
}

/** A new session never builds on an old one. */
function withoutCookie(headers: Headers): Headers {
  headers.delete("cookie");
  return headers;
}
