import type { ConnectionProblem } from "#channels/channel.ts";
import type { ConnectChannelBody } from "#contract/channels.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { readConnection } from "./read-connection.ts";
import { findProblems } from "./require-working.ts";

/** What the provider has against a channel that is connected. */
export async function checkChannel(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<ConnectionProblem[]> {
  const account = await ctx.accounts.find(workspaceId, id);
  if (account === null) {
    throw new AppError("NOT_FOUND");
  }
  const adapter = ctx.adapters.get(account.kind);
  if (adapter === undefined) {
    throw new AppError("CHANNEL_UNAVAILABLE", { reason: "unknown-kind" });
  }
  return findProblems(adapter, account);
}

/** What the provider has against connection data that nobody stored yet. */
export async function tryConnection(
  ctx: Context,
  { workspaceId, body }: { workspaceId: string; body: ConnectChannelBody },
): Promise<ConnectionProblem[]> {
  const { kind, providerId, config, secrets } = readConnection(body, "");
  const adapter = ctx.adapters.get(kind);
  if (adapter === undefined) {
    throw new AppError("CHANNEL_UNAVAILABLE", { reason: "unknown-kind" });
  }
  return findProblems(adapter, { workspaceId, id: newId(), kind, providerId, config, secrets });
}
