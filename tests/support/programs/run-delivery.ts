/**
 * A delivery process for tests that kill it. Argument: JSON of the app's database URL, the provider's URL and the
 * accounts. Prints "ready" and works until it is ended.
 */
import type { ChannelAccount } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { connectDatabase } from "#server/db/connect.ts";
import { startDelivery } from "#server/delivery/delivery.ts";
import { createDeliveryContext, createLocalDoorbell } from "../delivery-context.ts";
import { silentLog } from "../silent-log.ts";

/** What the test tells its processes. */
export type DeliveryOrder = { appUrl: string; graphUrl: string; accounts: ChannelAccount[] };

const { appUrl, graphUrl, accounts } = JSON.parse(process.argv[2] ?? "{}") as DeliveryOrder;
const ctx = createDeliveryContext({
  db: connectDatabase({ url: appUrl, log: silentLog, connections: 4 }),
  now: Date.now,
  doorbell: createLocalDoorbell(),
  adapter: createWhatsAppAdapter({ graphUrl, graphVersion: "v24.0" }),
  accounts,
});
const workspaceIds = [...new Set(accounts.map(({ workspaceId }) => workspaceId))];
startDelivery({
  ctx,
  files: { get: async () => null },
  listWorkspaceIds: async () => workspaceIds,
  pollMs: 20,
});
console.log("ready");
