import { randomBytes } from "node:crypto";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { hasWorkspaces, insertSetupToken } from "./session.queries.ts";
import { setupTokenHash } from "./set-up.ts";

/** The one-time link that makes the owner, good for 24 hours; null when there is an owner. Only its hash is stored. */
export async function issueSetupLink(ctx: Context, url: string): Promise<string | null> {
  return withWorkspaces(ctx.db, [], async (db) => {
    if (await hasWorkspaces(db)) {
      return null;
    }
    const token = randomBytes(32).toString("base64url");
    await insertSetupToken(db, setupTokenHash(token));
    return `${url}/setup?token=${token}`;
  });
}
