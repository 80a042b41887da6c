import { createAttemptLimiter } from "../../auth/attempt-limiter.ts";
import type { Auth, AuthSettings } from "../../auth/auth.ts";
import { authHeadersOf, passCookies } from "../../auth/auth-headers.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { getSession, type SessionParts } from "./get-session.ts";
import { setUp } from "./set-up.ts";
import { signIn } from "./sign-in.ts";

type Parts = SessionParts & { auth: Auth; authSettings: AuthSettings };

/** Setting up, signing in and out, and who I am. */
export function sessionRoutes(
  ctx: Context,
  { auth, authSettings, demo, publicUrl }: Parts,
): Pick<Handlers, "setup" | "signIn" | "getSession" | "signOut"> {
  const wrongPasswords = createAttemptLimiter({ most: 10, withinMs: 5 * 60_000 });
  return {
    async setup({ body, request, reply }) {
      await setUp(ctx, { ...body, timeZone: body.timeZone ?? null }, authSettings);
      const { email, password } = body;
      const caller = await signIn(ctx, { email, password, auth, wrongPasswords, request, reply });
      return { status: 201, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
    async signIn({ body, request, reply }) {
      const caller = await signIn(ctx, { ...body, auth, wrongPasswords, request, reply });
      return { status: 200, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
    async getSession({ caller }) {
      return { status: 200, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
    async signOut({ caller, request, reply }) {
      if (caller.kind === "key") {
        throw new AppError("FORBIDDEN", { reason: "a key is revoked, not signed out" });
      }
      const { headers } = await auth.api.signOut({ headers: authHeadersOf(request), returnHeaders: true });
      passCookies(headers, reply);
      return { status: 204 };
    },
  };
}
