import type { ThreadDetail } from "#contract/threads.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findMarketingCap } from "./find-marketing-cap.ts";
import { viewThreadDetail } from "./thread.view.ts";
import {
  findThread,
  listAddresses,
  listConversations,
  listIdentities,
  listWindowChannels,
} from "./threads.queries.ts";
import { windowKindsOf } from "./window-kinds.ts";

/** One thread as the screen shows it; a merged one answers with the thread that took it in. */
export function getThread(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<ThreadDetail> {
  return withWorkspaces(ctx.db, [workspaceId], (db) => readThread(ctx, db, { workspaceId, id }));
}

/** The same inside a transaction. */
export async function readThread(
  ctx: Context,
  db: Transaction,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<ThreadDetail> {
  const windowKinds = windowKindsOf(ctx);
  let row = await findThread(db, { workspaceId, windowKinds, id });
  if (row !== null && row.mergedInto !== null) {
    row = await findThread(db, { workspaceId, windowKinds, id: row.mergedInto });
  }
  if (row === null) {
    throw new AppError("NOT_FOUND");
  }
  const now = ctx.now();
  const [windowChannels, conversations, identities, addresses, marketingCappedUntil] = await Promise.all([
    listWindowChannels(db, workspaceId, windowKinds),
    listConversations(db, workspaceId, row.id),
    listIdentities(db, workspaceId, row.customerId),
    listAddresses(db, workspaceId, row.customerId),
    findMarketingCap(db, { workspaceId, threadId: row.id, now }),
  ]);
  const parts = { windowChannels, conversations, identities, addresses, marketingCappedUntil };
  return viewThreadDetail(row, now, parts);
}
