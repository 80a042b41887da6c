import { defaultPreferences } from "#contract/preferences.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findPreferences, upsertPreferences } from "./preferences.queries.ts";

/** How the signed-in person wants to be told; all screens of that person hear of a change. */
export function preferenceRoutes(ctx: Context): Pick<Handlers, "getPreferences" | "putPreferences"> {
  return {
    async getPreferences({ caller: { workspaceId, id } }) {
      const stored = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        findPreferences(db, workspaceId, id),
      );
      return { status: 200, body: stored ?? defaultPreferences };
    },
    async putPreferences({ caller: { kind, workspaceId, id: memberId }, body }) {
      if (kind === "key") {
        throw new AppError("FORBIDDEN", { reason: "only people have preferences" });
      }
      await editWorkspace(ctx, workspaceId, async (db, events) => {
        await upsertPreferences(db, { workspaceId, memberId, ...body });
        events.push({ kind: "settings.changed", what: "preferences" });
      });
      return { status: 200, body };
    },
  };
}
