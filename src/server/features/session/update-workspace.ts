import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { requireTimeZone } from "../require-time-zone.ts";
import { findWorkspace } from "./session.queries.ts";
import { isChargedByDefault, saveWorkspace } from "./workspace.queries.ts";

/** What an owner changes, with the version that was on the screen. */
export type WorkspaceChange = {
  workspaceId: string;
  version: number;
  name?: string | undefined;
  timeZone?: string | undefined;
  country?: string | undefined;
  currency?: string | undefined;
};

/** Changes the business's data, unless somebody else did so since `version`. */
export async function updateWorkspace(ctx: Context, change: WorkspaceChange): Promise<void> {
  const { workspaceId, version, ...rest } = change;
  if (rest.timeZone !== undefined) {
    requireTimeZone(rest.timeZone);
  }
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    const current = await findWorkspace(db, workspaceId);
    if (current === null) {
      throw new AppError("NOT_FOUND");
    }
    if (current.version !== version) {
      throw new AppError("STALE_VERSION", current);
    }
    const { name = current.name, timeZone = current.timeZone } = rest;
    const { country = current.country, currency = current.currency } = rest;
    if (currency !== current.currency && (await isChargedByDefault(db, workspaceId))) {
      throw new AppError("CURRENCY_FIXED", { because: "charged", currency: current.currency });
    }
    await saveWorkspace(db, { id: workspaceId, name, timeZone, country, currency });
    events.push({ kind: "settings.changed", what: "workspace" });
  });
}
