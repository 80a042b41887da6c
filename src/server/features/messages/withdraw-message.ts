import type { Message } from "#contract/messages.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { applyFacts } from "../../record/apply-facts.ts";
import { isHeld } from "../../record/held-mail.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { viewMessage } from "./message.view.ts";
import { findMessage, isUntouched } from "./messages.queries.ts";

/**
 * Takes a mail back that was sent with a moment to undo. Delivery takes the same lock before it takes a message in hand:
 * either it is taken back and never goes, or it goes and can't be taken back.
 */
export async function withdrawMessage(
  ctx: Context,
  { caller, messageId }: { caller: Caller; messageId: string },
): Promise<Message> {
  const { workspaceId } = caller;
  const { message, rings } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    const row = await findMessage(db, workspaceId, messageId);
    if (row === null) {
      throw new AppError("NOT_FOUND");
    }
    if (row.authorId !== caller.id) {
      throw new AppError("FORBIDDEN", { needs: "author" });
    }
    if (row.failure?.reason === "taken-back") {
      return { message: viewMessage(row), rings: [] };
    }
    if (!isHeld(row) || !(await isUntouched(db, workspaceId, messageId))) {
      throw new AppError("ALREADY_SENT", { status: row.status });
    }
    const now = ctx.now();
    const { rings } = await applyFacts(
      db,
      [{ type: "withdrawn", workspaceId, messageId, attemptId: null, at: now, reason: "taken-back" }],
      { now, newId, cards: publishedRateCards },
    );
    const after = (await findMessage(db, workspaceId, messageId)) ?? row;
    return { message: viewMessage(after), rings };
  });
  ctx.doorbell.ring(rings);
  return message;
}
