import type { ChannelView } from "#contract/channels.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import type { SecretBox } from "../../secret-box.ts";
import { workspaceKeyOf } from "../../workspace-key.ts";
import { type ChannelColumns, listChannels } from "./channels.queries.ts";
import { connectChannel } from "./connect-channel.ts";

/** Numbers and mailboxes of ours. */
export function channelRoutes(
  ctx: Context,
  { box }: { box: SecretBox },
): Pick<Handlers, "listChannels" | "connectChannel"> {
  return {
    async listChannels({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listChannels(db, workspaceId));
      const items = rows.map((row) => viewChannel(ctx, workspaceId, row));
      return { status: 200, body: { items, nextCursor: null } };
    },
    async connectChannel({ caller: { workspaceId }, body }) {
      const row = await connectChannel(ctx, { workspaceId, body, box });
      return { status: 201, body: viewChannel(ctx, workspaceId, row) };
    },
  };
}

function viewChannel(ctx: Context, workspaceId: string, row: ChannelColumns): ChannelView {
  const { id, kind, name, providerId, accountRef, state, stateDetail, lastInboundAt } = row;
  const adapter = ctx.adapters.get(kind);
  return {
    id,
    kind,
    name,
    address: row.address ?? providerId,
    providerId,
    accountRef,
    hasWindow: adapter?.hasWindow ?? false,
    state,
    stateDetail,
    lastInboundAt: lastInboundAt === null ? null : new Date(lastInboundAt).toISOString(),
    webhookPath:
      adapter === undefined || adapter.webhook === null
        ? null
        : `/webhooks/${kind}/${workspaceKeyOf(workspaceId)}`,
  };
}
