import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import type { Handlers } from "../../routes.ts";
import type { SecretBox } from "../../secret-box.ts";
import { viewChannel } from "./channel.view.ts";
import { type ChannelColumns, listChannels } from "./channels.queries.ts";
import { checkChannel, tryConnection } from "./check-channel.ts";
import { connectChannel } from "./connect-channel.ts";
import { disconnectChannel } from "./disconnect-channel.ts";
import { getHealth } from "./get-health.ts";
import { updateChannel } from "./update-channel.ts";

type Names =
  | "listChannels"
  | "connectChannel"
  | "tryConnection"
  | "updateChannel"
  | "checkChannel"
  | "getChannelHealth"
  | "disconnectChannel";

/** Numbers and mailboxes of ours. */
export function channelRoutes(ctx: Context, { box }: { box: SecretBox }): Pick<Handlers, Names> {
  const view = async (workspaceId: string, rows: readonly ChannelColumns[]) => {
    const accounts = await ctx.accounts.list(workspaceId);
    return rows.map((row) => viewChannel(ctx, { workspaceId, row, accounts }));
  };
  const viewOne = async (workspaceId: string, row: ChannelColumns) =>
    viewChannel(ctx, { workspaceId, row, accounts: await ctx.accounts.list(workspaceId) });
  return {
    async listChannels({ caller: { workspaceId } }) {
      const rows = await withWorkspaces(ctx.db, [workspaceId], (db) => listChannels(db, workspaceId));
      return { status: 200, body: { items: await view(workspaceId, rows), nextCursor: null } };
    },
    async connectChannel({ caller: { workspaceId }, body }) {
      const row = await connectChannel(ctx, { workspaceId, body, box });
      return { status: 201, body: await viewOne(workspaceId, row) };
    },
    async tryConnection({ caller: { workspaceId }, body }) {
      return { status: 200, body: { problems: await tryConnection(ctx, { workspaceId, body }) } };
    },
    async updateChannel({ caller: { workspaceId }, params: { id }, body: change }) {
      const row = await updateChannel(ctx, { workspaceId, id, change, box });
      return { status: 200, body: await viewOne(workspaceId, row) };
    },
    async checkChannel({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: { problems: await checkChannel(ctx, { workspaceId, id }) } };
    },
    async getChannelHealth({ caller: { workspaceId }, params: { id } }) {
      return { status: 200, body: await getHealth(ctx, { workspaceId, id }) };
    },
    async disconnectChannel({ caller: { workspaceId }, params: { id } }) {
      await disconnectChannel(ctx, { workspaceId, id });
      return { status: 204 };
    },
  };
}
