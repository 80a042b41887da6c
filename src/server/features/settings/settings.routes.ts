import type { AutoReplySettings } from "#contract/settings.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { getReceipts } from "./get-receipts.ts";
import { findAutoReply, upsertAutoReply, upsertReceipts } from "./settings.queries.ts";

/** What holds until somebody sets the rule: off, at most one in 12 hours, quiet for 30 minutes after a person (D11). */
const unset: AutoReplySettings = { enabled: false, text: "", everyHours: 12, quietMinutes: 30, version: 0 };

/** Settings of a workspace. */
export function settingsRoutes(
  ctx: Context,
): Pick<Handlers, "getAutoReply" | "putAutoReply" | "getReceipts" | "putReceipts"> {
  return {
    async getAutoReply({ caller: { workspaceId } }) {
      const stored = await withWorkspaces(ctx.db, [workspaceId], (db) => findAutoReply(db, workspaceId));
      return { status: 200, body: stored ?? unset };
    },
    async putAutoReply({ caller: { workspaceId }, body }) {
      if (body.enabled && body.text.trim() === "") {
        const fields = [{ field: "body.text", problem: "an enabled reply needs a text" }];
        throw new AppError("INVALID_REQUEST", { fields });
      }
      const saved = await editWorkspace(ctx, workspaceId, async (db, events) => {
        const current = (await findAutoReply(db, workspaceId)) ?? unset;
        if (body.version !== undefined && body.version !== current.version) {
          throw new AppError("STALE_VERSION", current);
        }
        await upsertAutoReply(db, workspaceId, body);
        events.push({ kind: "settings.changed", what: "auto-reply" });
        return { ...body, version: current.version + 1 };
      });
      return { status: 200, body: saved };
    },
    async getReceipts({ caller: { workspaceId } }) {
      const body = await withWorkspaces(ctx.db, [workspaceId], (db) => getReceipts(db, workspaceId));
      return { status: 200, body };
    },
    async putReceipts({ caller: { workspaceId }, body }) {
      if (body.typing && !body.readReceipts) {
        const fields = [{ field: "body.typing", problem: "needs readReceipts" }];
        throw new AppError("INVALID_REQUEST", { fields });
      }
      const saved = await editWorkspace(ctx, workspaceId, async (db, events) => {
        const current = await getReceipts(db, workspaceId);
        if (body.version !== undefined && body.version !== current.version) {
          throw new AppError("STALE_VERSION", current);
        }
        await upsertReceipts(db, workspaceId, body);
        events.push({ kind: "settings.changed", what: "receipts" });
        return { ...body, version: current.version + 1 };
      });
      return { status: 200, body: saved };
    },
  };
}
