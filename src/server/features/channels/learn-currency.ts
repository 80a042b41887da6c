import type { ChannelAccount } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { isCurrencyKnown, saveCurrency } from "./channels.queries.ts";

/** Asks the provider in which currency a number is billed that was connected before that was asked; it never changes then. */
export async function learnCurrency(ctx: Context, account: ChannelAccount): Promise<void> {
  const { workspaceId, id } = account;
  const isKnown = await withWorkspaces(ctx.db, [workspaceId], (db) => isCurrencyKnown(db, workspaceId, id));
  if (isKnown) {
    return;
  }
  const currency = (await ctx.adapters.get(account.kind)?.readBillingTerms?.(account))?.currency ?? null;
  if (currency !== null) {
    await withWorkspaces(ctx.db, [workspaceId], (db) => saveCurrency(db, workspaceId, { id, currency }));
  }
}
