import type { ChannelAccount } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphSettings, graphPath } from "./graph-client.ts";

const patienceMs = 20_000;

/** Has Meta send the account's webhooks to our app (§8, 15). What it answers is seen by the next check. */
export async function subscribeApp(settings: GraphSettings, account: ChannelAccount): Promise<void> {
  const { wabaId, accessToken } = readAccount(account);
  await callGraph(settings, {
    method: "POST",
    path: graphPath(wabaId, "subscribed_apps"),
    accessToken,
    body: {},
    signal: AbortSignal.timeout(patienceMs),
  });
}
