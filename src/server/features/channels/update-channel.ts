import * as z from "zod";
import type { Json } from "#channels/channel.ts";
import type { UpdateChannelBody } from "#contract/channels.ts";
import { channelSecretsContext } from "../../channel-accounts.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { SecretBox } from "../../secret-box.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { changeCurrency, requireToldCurrency } from "./change-currency.ts";
import { changeSecrets, changesSecrets } from "./change-secrets.ts";
import {
  type ChannelColumns,
  findChannel,
  lockSecrets,
  renameChannel,
  renameSender,
  saveSecrets,
} from "./channels.queries.ts";
import { requireWorking } from "./require-working.ts";

const json: z.ZodType<Json> = z.json();

/**
 * Renames a channel or its sender, says its currency, or replaces its secrets; the provider has to take the new ones before
 * they are stored.
 */
export async function updateChannel(
  ctx: Context,
  {
    workspaceId,
    id,
    change,
    box,
  }: { workspaceId: string; id: string; change: UpdateChannelBody; box: SecretBox },
): Promise<ChannelColumns> {
  const account = await ctx.accounts.find(workspaceId, id);
  const adapter = ctx.adapters.get(account?.kind ?? "");
  if (account === null || adapter === undefined) {
    throw new AppError("NOT_FOUND");
  }
  const hasNewSecrets = changesSecrets(account.kind, change);
  if (hasNewSecrets) {
    await requireWorking(adapter, { ...account, secrets: changeSecrets(account.secrets, change) });
  }
  if (change.currency !== undefined) {
    await requireToldCurrency(ctx, { account, adapter, currency: change.currency });
  }
  const channel = await editWorkspace(ctx, workspaceId, async (db, events) => {
    if (hasNewSecrets) {
      const sealed = await lockSecrets(db, workspaceId, id);
      if (sealed === null) {
        throw new AppError("NOT_FOUND");
      }
      const context = channelSecretsContext({ workspaceId, id });
      const current = json.parse(JSON.parse(box.open(context, sealed)));
      const secrets = box.seal(context, JSON.stringify(changeSecrets(current, change)));
      await saveSecrets(db, workspaceId, { id, secrets });
    }
    if (change.name !== undefined) {
      await renameChannel(db, workspaceId, { id, name: change.name });
    }
    if (change.senderName !== undefined) {
      await renameSender(db, workspaceId, { id, senderName: change.senderName });
    }
    if (change.currency !== undefined) {
      await changeCurrency(db, workspaceId, { id, currency: change.currency });
    }
    events.push({ kind: "channel.changed", channelId: id });
    const row = await findChannel(db, workspaceId, id);
    if (row === null) {
      throw new AppError("NOT_FOUND");
    }
    return row;
  });
  ctx.accounts.forget(workspaceId);
  ctx.doorbell.ring([{ what: "channels", workspaceId }]);
  return channel;
}
