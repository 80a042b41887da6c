import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins/organization";
import { memberAc, ownerAc } from "better-auth/plugins/organization/access";
import { newId } from "../ids.ts";
import type { AuthDatabase } from "./auth-database.ts";
import { hashPassword, verifyPassword } from "./password.ts";

/** Settings of sign-in. */
export type AuthSettings = {
  /** Signs cookies. */
  secret: string;
  /** Where browsers reach us; https makes the cookie Secure. */
  publicUrl: string | null;
};

const hourSeconds = 3600;

/**
 * The auth library, called from our routes alone: its own HTTP paths are not mounted. Passing a workspace id makes the
 * organization that is created next carry it.
 */
export function createAuth(db: AuthDatabase, settings: AuthSettings, workspaceId?: string) {
  return betterAuth({
    database: { db, type: "postgres", schemaName: "auth" },
    secret: settings.secret,
    baseURL: settings.publicUrl ?? "http://localhost",
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { modelName: "users" },
    account: { modelName: "accounts" },
    verification: { modelName: "verifications" },
    session: { modelName: "sessions", expiresIn: 7 * 24 * hourSeconds, updateAge: 24 * hourSeconds },
    advanced: {
      cookiePrefix: "messaging-center",
      useSecureCookies: settings.publicUrl?.startsWith("https:") ?? false,
      // Set by us from the connection, so that nobody writes another address into the list of sessions.
      ipAddress: { ipAddressHeaders: ["x-client-ip"] },
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/" },
      database: {
        generateId: ({ model }) => (model === "organization" ? (workspaceId ?? newId()) : newId()),
        // Our migrations make the tables; the tests of sign-in use every one of them.
        validateSchema: false,
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // The library's log lines carry e-mail addresses.
    logger: { disabled: true },
    plugins: [
      organization({
        roles: { owner: ownerAc, agent: memberAc },
        creatorRole: "owner",
        schema: {
          organization: { modelName: "organizations" },
          member: { modelName: "members" },
          invitation: { modelName: "invitations" },
        },
      }),
    ],
  });
}

/** The auth library over our tables. */
export type Auth = ReturnType<typeof createAuth>;
