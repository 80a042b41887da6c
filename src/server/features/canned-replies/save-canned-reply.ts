import type { CannedReply } from "#contract/canned-replies.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import {
  findCannedReply,
  insertCannedReply,
  isShortcutTaken,
  updateCannedReply,
} from "./canned-replies.queries.ts";

type Content = { workspaceId: string; shortcut: string; text: string };

/** Adds a canned reply; two of one shortcut, in whatever case, are refused. */
export function createCannedReply(
  ctx: Context,
  { workspaceId, shortcut, text, createdBy }: Content & { createdBy: string },
): Promise<CannedReply> {
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    await refuseTaken(db, { workspaceId, shortcut, exceptId: null });
    const view = { id: newId(), shortcut, text, version: 1 };
    await insertCannedReply(db, { workspaceId, ...view, createdBy, at: ctx.now() });
    events.push({ kind: "settings.changed", what: "canned-replies" });
    return view;
  });
}

/** Changes a canned reply, unless somebody else changed it since `version`. */
export function changeCannedReply(
  ctx: Context,
  { workspaceId, id, version, shortcut, text }: Content & { id: string; version: number },
): Promise<CannedReply> {
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const stored = await findCannedReply(db, workspaceId, id);
    if (stored === null) {
      throw new AppError("NOT_FOUND");
    }
    if (stored.version !== version) {
      throw new AppError("STALE_VERSION", {
        version: stored.version,
        shortcut: stored.shortcut,
        text: stored.text,
      });
    }
    await refuseTaken(db, { workspaceId, shortcut, exceptId: id });
    const view = { id, shortcut, text, version: version + 1 };
    await updateCannedReply(db, { workspaceId, ...view });
    events.push({ kind: "settings.changed", what: "canned-replies" });
    return view;
  });
}

async function refuseTaken(
  db: Transaction,
  reply: { workspaceId: string; shortcut: string; exceptId: string | null },
): Promise<void> {
  if (await isShortcutTaken(db, reply)) {
    throw new AppError("SHORTCUT_EXISTS");
  }
}
