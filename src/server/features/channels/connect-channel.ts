import type { ChannelAccount, ChannelAdapter, MailboxCursor } from "#channels/channel.ts";
import type { ConnectChannelBody } from "#contract/channels.ts";
import { channelSecretsContext } from "../../channel-accounts.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { saveCursor } from "../../ingest/ingest.queries.ts";
import type { SecretBox } from "../../secret-box.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { syncTemplates } from "../templates/sync-templates.ts";
import { type ChannelColumns, insertChannel, isConnected, readWorkspaceName } from "./channels.queries.ts";
import { readConnection } from "./read-connection.ts";

/** Connects a number or mailbox after the provider said that all is well with it; its secrets are stored sealed. */
export async function connectChannel(
  ctx: Context,
  { workspaceId, body, box }: { workspaceId: string; body: ConnectChannelBody; box: SecretBox },
): Promise<ChannelColumns> {
  const workspaceName = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    readWorkspaceName(db, workspaceId),
  );
  const connection = readConnection(body, workspaceName);
  const { kind, name, providerId, accountRef, config, secrets, timeZone } = connection;
  const adapter = ctx.adapters.get(kind);
  if (adapter === undefined) {
    throw new AppError("CHANNEL_UNAVAILABLE", { reason: "unknown-kind" });
  }
  if (timeZone !== null && !Intl.supportedValuesOf("timeZone").includes(timeZone)) {
    const fields = [{ field: "body.timeZone", problem: "not a time zone" }];
    throw new AppError("INVALID_REQUEST", { fields });
  }
  if (await withWorkspaces(ctx.db, [workspaceId], (db) => isConnected(db, workspaceId, connection))) {
    throw new AppError("CHANNEL_EXISTS");
  }
  const account: ChannelAccount = { workspaceId, id: newId(), kind, providerId, config, secrets };
  await checkWithProvider(adapter, account);
  const address = (await adapter.readAddress?.(account)) ?? providerId;
  const cursor = await findMailboxEnd(adapter, account);
  const channel = await editWorkspace(ctx, workspaceId, async (db, events) => {
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

async function checkWithProvider(adapter: ChannelAdapter, account: ChannelAccount): Promise<void> {
  const problems = await adapter.check(account).catch(refuseSettings);
  if (problems.length > 0) {
    throw new AppError("CONNECTION_REFUSED", { problems });
  }
}

/** A mailbox is read from its connection on: what lies there already was answered by other means. Null: not a mailbox. */
async function findMailboxEnd(
  adapter: ChannelAdapter,
  account: ChannelAccount,
): Promise<MailboxCursor | null> {
  return (await adapter.findMailboxEnd?.(account).catch(refuseSettings)) ?? null;
}

function refuseSettings(cause: unknown): never {
  const [code, detail] = ["settings-invalid", cause instanceof Error ? cause.name : ""];
  throw new AppError("CONNECTION_REFUSED", { problems: [{ code, detail }] }, { cause });
}

/** The channel works without them; they can be read again at any time. */
async function readFirstTemplates(ctx: Context, workspaceId: string): Promise<void> {
  try {
    await syncTemplates(ctx, workspaceId);
  } catch (error) {
    ctx.log.warn({ err: error, workspaceId }, "templates of a new channel could not be read");
  }
}
