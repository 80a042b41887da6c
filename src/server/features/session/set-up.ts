import { createHash } from "node:crypto";
import type { AuthSettings } from "../../auth/auth.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { createWorkspace } from "./create-workspace.ts";
import { deleteSetupTokens, hasWorkspaces, isSetupToken, lockSetup } from "./session.queries.ts";

/** What the setup link's page asks for. */
export type SetUpInput = {
  token: string;
  workspaceName: string;
  name: string;
  email: string;
  password: string;
  timeZone: string | null;
};

/** Makes the first workspace and its owner, once, whoever else tries at the same moment. */
export async function setUp(ctx: Context, input: SetUpInput, settings: AuthSettings): Promise<void> {
  const workspaceId = newId();
  await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockSetup(db);
    await checkToken(db, input.token);
    await createWorkspace(db, settings, {
      workspaceId,
      name: input.workspaceName,
      timeZone: input.timeZone ?? "Europe/Madrid",
      country: "ES",
      currency: "USD",
      owner: { name: input.name, email: input.email, password: input.password },
      now: ctx.now(),
    });
    await deleteSetupTokens(db);
  });
}

/** How a setup token is stored and looked for. */
export function setupTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

async function checkToken(db: Transaction, token: string): Promise<void> {
  if (await hasWorkspaces(db)) {
    throw new AppError("SETUP_DONE");
  }
  if (!(await isSetupToken(db, setupTokenHash(token)))) {
    throw new AppError("FORBIDDEN", { reason: "setup-token" });
  }
}
