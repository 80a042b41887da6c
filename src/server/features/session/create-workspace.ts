import type { Instant } from "#domain/time.ts";
import { type AuthSettings, createAuth } from "../../auth/auth.ts";
import { authDatabaseIn } from "../../auth/auth-database.ts";
import type { Transaction } from "../../db/connect.ts";
import { requireTimeZone } from "../require-time-zone.ts";
import { insertWorkspace } from "./session.queries.ts";

/** A new workspace and the person who owns it. */
export type NewWorkspace = {
  workspaceId: string;
  name: string;
  timeZone: string;
  country: string;
  /** Currency in which WhatsApp bills the account. */
  currency: string;
  owner: { name: string; email: string; password: string };
  now: Instant;
};

/** Makes a workspace with its owner inside the given transaction, which must see the new workspace id. */
export async function createWorkspace(
  db: Transaction,
  settings: AuthSettings,
  workspace: NewWorkspace,
): Promise<{ userId: string }> {
  const { workspaceId, name, timeZone, country, currency, owner, now } = workspace;
  requireTimeZone(timeZone);
  const auth = createAuth(authDatabaseIn(db), settings, workspaceId);
  const { user } = await auth.api.signUpEmail({ body: owner });
  await auth.api.createOrganization({ body: { name, slug: workspaceId, userId: user.id } });
  const createdAt = new Date(now).toISOString();
  await insertWorkspace(db, { id: workspaceId, name, timeZone, country, currency, createdAt });
  return { userId: user.id };
}
