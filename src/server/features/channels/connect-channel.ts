import type { ChannelAccount, ChannelAdapter, MailboxCursor } from "#channels/channel.ts";
import type { ConnectChannelBody } from "#contract/channels.ts";
import { channelSecretsContext } from "../../channel-accounts.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { saveCursor } from "../../ingest/ingest.queries.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import type { SecretBox } from "../../secret-box.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { requireTimeZone } from "../require-time-zone.ts";
import { syncTemplates } from "../templates/sync-templates.ts";
import {
  type ChannelColumns,
  findDisconnected,
  forgetRhythm,
  insertChannel,
  isConnected,
  readWorkspaceName,
} from "./channels.queries.ts";
import { type Connection, readConnection } from "./read-connection.ts";
import { readTerms } from "./read-terms.ts";
import { findProblems, refuseSettings, requireWorking } from "./require-working.ts";
import { withdrawWaiting } from "./withdraw-waiting.ts";

/** Connects a number or mailbox after the provider said that all is well with it; its secrets are stored sealed. */
export async function connectChannel(
  ctx: Context,
  { workspaceId, body, box }: { workspaceId: string; body: ConnectChannelBody; box: SecretBox },
): Promise<ChannelColumns> {
  const workspaceName = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    readWorkspaceName(db, workspaceId),
  );
  const connection = readConnection(body, workspaceName);
  const { kind, name, providerId, accountRef, config, secrets } = connection;
  const adapter = ctx.adapters.get(kind);
  if (adapter === undefined) {
    throw new AppError("CHANNEL_UNAVAILABLE", { reason: "unknown-kind" });
  }
  if (connection.timeZone !== null) {
    requireTimeZone(connection.timeZone);
  }
  const formerId = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    if (await isConnected(db, workspaceId, connection)) {
      throw new AppError("CHANNEL_EXISTS");
    }
    return findDisconnected(db, workspaceId, connection);
  });
  const account: ChannelAccount = {
    workspaceId,
    id: formerId ?? newId(),
    kind,
    providerId,
    config,
    secrets,
  };
  await subscribeWhereMissing(adapter, account);
  await requireWorking(adapter, account);
  const { timeZone, currency } = await readTerms(ctx, { adapter, account, said: connection });
  const address = (await adapter.readAddress?.(account)) ?? providerId;
  const cursor = await findMailboxEnd(adapter, account);
  if (formerId !== null) {
    await forgetLeftovers(ctx, workspaceId, connection);
  }
  const channel = await editWorkspace(ctx, workspaceId, async (db, events) => {
    await forgetRhythm(db, workspaceId, account.id);
    const row = await insertChannel(db, {
      workspaceId,
      id: account.id,
      kind,
      name,
      providerId,
      accountRef,
      config: { ...config, address },
      secrets: box.seal(channelSecretsContext(account), JSON.stringify(secrets)),
      timeZone,
      currency,
      at: ctx.now(),
    });
    if (row === null) {
      throw new AppError("CHANNEL_EXISTS");
    }
    saveCursor(db, { workspaceId, channelId: row.id, cursor });
    events.push({ kind: "channel.changed", channelId: row.id });
    return row;
  });
  ctx.accounts.forget(workspaceId);
  ctx.doorbell.ring([{ what: "channels", workspaceId }]);
  await readFirstTemplates(ctx, workspaceId);
  return channel;
}

/** A call that was on its way when the channel ended may have put its message back: nothing old goes out now. */
async function forgetLeftovers(ctx: Context, workspaceId: string, connection: Connection): Promise<void> {
  const rings = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    await lockWorkspaces(db, [workspaceId]);
    // Asked again under the lock: another owner may have brought it back this moment.
    const channelId = await findDisconnected(db, workspaceId, connection);
    return channelId === null ? [] : withdrawWaiting(db, { workspaceId, channelId, at: ctx.now() });
  });
  ctx.doorbell.ring(rings);
}

/** The most common mistake of all is one that we can mend: nobody told the provider to call us. */
async function subscribeWhereMissing(adapter: ChannelAdapter, account: ChannelAccount): Promise<void> {
  const problems = await findProblems(adapter, account);
  if (problems.length > 0 && problems.every(({ code }) => code === "webhooks-not-subscribed")) {
    await adapter.subscribe?.(account);
  }
}

/** A mailbox is read from its connection on: what lies there already was answered by other means. Null: not a mailbox. */
async function findMailboxEnd(
  adapter: ChannelAdapter,
  account: ChannelAccount,
): Promise<MailboxCursor | null> {
  return (await adapter.findMailboxEnd?.(account).catch(refuseSettings)) ?? null;
}

/** The channel works without them; they can be read again at any time. */
async function readFirstTemplates(ctx: Context, workspaceId: string): Promise<void> {
  try {
    await syncTemplates(ctx, workspaceId);
  } catch (error) {
    ctx.log.warn({ err: error, workspaceId }, "templates of a new channel could not be read");
  }
}
