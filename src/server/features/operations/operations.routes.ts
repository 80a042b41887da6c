import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findQuarantined } from "../../ingest/quarantine.queries.ts";
import type { Roads } from "../../ingest/replay-body.ts";
import type { Handlers } from "../../routes.ts";
import { pageOf, readCursor } from "../cursor.ts";
import { getOperations } from "./get-operations.ts";
import { listQuarantine, type QuarantineRow } from "./quarantine-list.queries.ts";
import { replayAll, replayOne } from "./replay-quarantine.ts";

const defaultLimit = 20;

type Names =
  | "getOperations"
  | "listQuarantine"
  | "getQuarantinedBody"
  | "replayQuarantined"
  | "replayQuarantine";

/** For owners: how the work goes, and what could not be filed. */
export function operationsRoutes(ctx: Context, { roads }: { roads: Roads }): Pick<Handlers, Names> {
  return {
    async getOperations({ caller: { workspaceId } }) {
      return { status: 200, body: await getOperations(ctx, workspaceId) };
    },
    async listQuarantine({ caller: { workspaceId }, query: { cursor, limit = defaultLimit } }) {
      const before = readCursor(cursor);
      const found = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        listQuarantine(db, { workspaceId, before, limit }),
      );
      const { rows, nextCursor } = pageOf(found, limit, ({ quarantinedAt, id }) => ({
        at: quarantinedAt,
        id,
      }));
      return { status: 200, body: { items: rows.map(viewQuarantined), nextCursor } };
    },
    async getQuarantinedBody({ caller: { workspaceId, id: callerId }, params: { id }, reply }) {
      const item = await withWorkspaces(ctx.db, [workspaceId], (db) => findQuarantined(db, workspaceId, id));
      if (item === null) {
        throw new AppError("NOT_FOUND");
      }
      ctx.log.info({ workspaceId, quarantineId: id, callerId }, "A body in quarantine was downloaded");
      reply
        .header("content-type", "application/octet-stream")
        .header(
          "content-disposition",
          `attachment; filename="${id}.${item.source === "email" ? "eml" : "json"}"`,
        )
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("cache-control", "no-store")
        .header("x-content-type-options", "nosniff")
        .send(item.body);
    },
    async replayQuarantined({ caller: { workspaceId, id: callerId }, params: { id } }) {
      const result = await replayOne(ctx, { roads, workspaceId, callerId }, id);
      return { status: 200, body: { result } };
    },
    async replayQuarantine({ caller: { workspaceId, id: callerId } }) {
      return { status: 200, body: await replayAll(ctx, { roads, workspaceId, callerId }) };
    },
  };
}

function viewQuarantined({ id, source, reason, detail, size, receivedAt }: QuarantineRow) {
  return { id, source, reason, detail, size, receivedAt: new Date(receivedAt).toISOString() };
}
