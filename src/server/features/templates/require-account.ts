import type { ChannelAccount, TemplatePort } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { listAccountRefs } from "./templates.queries.ts";

/** A connected number of a provider's account, with the way in which its templates are made. */
export async function requireAccount(
  ctx: Context,
  workspaceId: string,
  accountRef: string,
): Promise<{ account: ChannelAccount; port: TemplatePort }> {
  const refs = await withWorkspaces(ctx.db, [workspaceId], (db) => listAccountRefs(db, workspaceId));
  for (const account of await ctx.accounts.list(workspaceId)) {
    const port = ctx.adapters.get(account.kind)?.templates;
    if (refs.get(account.id) === accountRef && port !== undefined) {
      return { account, port };
    }
  }
  throw new AppError("CHANNEL_UNAVAILABLE", { reason: "no-account" });
}
