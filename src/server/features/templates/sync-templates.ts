import type { ChannelAccount, ProviderTemplate } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { type Known, keepTemplates } from "./keep-templates.ts";
import { listToldChanges } from "./template-changes.queries.ts";
import { listAccountRefs, listAccountTemplates } from "./templates.queries.ts";

/**
 * Reads the templates of every account of the workspace again; two numbers of one account are asked once. One that can't
 * be read keeps no other one from being read; it is told of in the end.
 */
export async function syncTemplates(ctx: Context, workspaceId: string): Promise<void> {
  const refs = await withWorkspaces(ctx.db, [workspaceId], (db) => listAccountRefs(db, workspaceId));
  const done = new Set<string>();
  const failures: unknown[] = [];
  for (const account of await ctx.accounts.list(workspaceId)) {
    const accountRef = refs.get(account.id);
    if (accountRef !== undefined && !done.has(accountRef)) {
      done.add(accountRef);
      await syncAccount(ctx, account, accountRef).catch((error: unknown) => failures.push(error));
    }
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

/**
 * The same of one account. What was told, and was there, before the list was asked for is in the list: only that is taken, or
 * gone, with it.
 */
export async function syncAccount(ctx: Context, account: ChannelAccount, accountRef: string): Promise<void> {
  const { workspaceId } = account;
  const { told, before } = await withWorkspaces(ctx.db, [workspaceId], async (db) => ({
    told: await listToldChanges(db, workspaceId, accountRef),
    before: new Set((await listAccountTemplates(db, workspaceId, accountRef)).map(({ id }) => id)),
  }));
  let listed: ProviderTemplate[] | null;
  try {
    listed = (await ctx.adapters.get(account.kind)?.listTemplates(account)) ?? null;
  } catch (cause) {
    await keep(ctx, { workspaceId, accountRef, listed: null, told, before });
    const problems = [{ code: "templates-unreadable", detail: "" }];
    throw new AppError("CONNECTION_REFUSED", { channelId: account.id, problems }, { cause });
  }
  if (listed !== null) {
    await keep(ctx, { workspaceId, accountRef, listed, told, before });
  }
}

async function keep(ctx: Context, known: Known): Promise<void> {
  await editWorkspace(ctx, known.workspaceId, async (db, events) => {
    if (await keepTemplates(ctx, db, known)) {
      events.push({ kind: "templates.changed" });
    }
  });
}
