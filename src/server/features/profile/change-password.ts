import { APIError } from "better-auth/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AttemptLimiter } from "../../auth/attempt-limiter.ts";
import type { Auth } from "../../auth/auth.ts";
import { authHeadersOf, passCookies } from "../../auth/auth-headers.ts";
import { AppError } from "../../errors.ts";

/** Sets a new password for who knows the current one; this browser stays signed in, every other session ends. */
export async function changePassword(input: {
  userId: string;
  currentPassword: string;
  newPassword: string;
  auth: Auth;
  wrongPasswords: AttemptLimiter;
  request: FastifyRequest;
  reply: FastifyReply;
}): Promise<void> {
  const { userId, currentPassword, newPassword, auth, wrongPasswords, request, reply } = input;
  wrongPasswords.refuseExhausted(userId);
  try {
    const { headers } = await auth.api.changePassword({
      body: { currentPassword, newPassword, revokeOtherSessions: true },
      headers: authHeadersOf(request),
      returnHeaders: true,
    });
    passCookies(headers, reply);
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 400) {
      wrongPasswords.note(userId);
      const fields = [{ field: "body.currentPassword", problem: "not the current password" }];
      throw new AppError("INVALID_REQUEST", { fields }, { cause: error });
    }
    throw error;
  }
}
