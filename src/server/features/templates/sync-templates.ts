import type { ChannelAccount } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { listAccountRefs, replaceTemplates } from "./templates.queries.ts";

/** Reads the templates of every account of the workspace again; two numbers of one account are asked once. */
export async function syncTemplates(ctx: Context, workspaceId: string): Promise<void> {
  const refs = await withWorkspaces(ctx.db, [workspaceId], (db) => listAccountRefs(db, workspaceId));
  const done = new Set<string>();
  for (const account of await ctx.accounts.list(workspaceId)) {
    const accountRef = refs.get(account.id);
    if (accountRef !== undefined && !done.has(accountRef)) {
      done.add(accountRef);
      await syncAccount(ctx, account, accountRef);
    }
  }
}

async function syncAccount(ctx: Context, account: ChannelAccount, accountRef: string): Promise<void> {
  const templates = await askProvider(ctx, account);
  if (templates === null) {
    return;
  }
  const { workspaceId } = account;
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    await replaceTemplates(db, workspaceId, { accountRef, templates });
    events.push({ kind: "templates.changed" });
  });
}

async function askProvider(ctx: Context, account: ChannelAccount) {
  try {
    return (await ctx.adapters.get(account.kind)?.listTemplates(account)) ?? null;
  } catch (cause) {
    const problems = [{ code: "templates-unreadable", detail: "" }];
    throw new AppError("CONNECTION_REFUSED", { channelId: account.id, problems }, { cause });
  }
}
