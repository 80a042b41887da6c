import type { ProviderTemplate } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { keepOne } from "./keep-templates.ts";
import { requireAccount } from "./require-account.ts";
import { findTemplateById, type TemplateColumns } from "./templates.queries.ts";

/** Reads one template again: its category decides the price of the next message (§3.3). */
export async function refreshTemplate(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<TemplateColumns> {
  const row = await getTemplate(ctx, workspaceId, id);
  const { account, port } = await requireAccount(ctx, workspaceId, row.accountRef);
  const template = await ask(() => port.read(account, row.providerId), account.id);
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const { accountRef } = row;
    if (await keepOne(ctx, db, { workspaceId, accountRef, id, template })) {
      events.push({ kind: "templates.changed" });
    }
    const after = await findTemplateById(db, workspaceId, id);
    if (after === null) {
      throw new AppError("TEMPLATE_NOT_SENDABLE", { status: null });
    }
    return after;
  });
}

/** A template of this workspace; another one is not found. */
export async function getTemplate(ctx: Context, workspaceId: string, id: string): Promise<TemplateColumns> {
  const row = await withWorkspaces(ctx.db, [workspaceId], (db) => findTemplateById(db, workspaceId, id));
  if (row === null) {
    throw new AppError("NOT_FOUND", { what: "template" });
  }
  return row;
}

async function ask(
  read: () => Promise<ProviderTemplate | null>,
  channelId: string,
): Promise<ProviderTemplate | null> {
  try {
    return await read();
  } catch (cause) {
    const problems = [{ code: "templates-unreadable", detail: "" }];
    throw new AppError("CONNECTION_REFUSED", { channelId, problems }, { cause });
  }
}
