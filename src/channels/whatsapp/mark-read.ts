import type { ChannelAccount } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphSettings, graphPath } from "./graph-client.ts";

const patienceMs = 10_000;

/**
 * Two blue ticks for the customer, on this message and all before it, and for 25 seconds that somebody writes (§2.4). Best
 * effort: a failure changes nothing.
 */
export async function markRead(
  settings: GraphSettings,
  account: ChannelAccount,
  providerId: string,
  { isTyping = false }: { isTyping?: boolean } = {},
): Promise<void> {
  const { phoneNumberId, accessToken } = readAccount(account);
  await callGraph(settings, {
    method: "POST",
    path: graphPath(phoneNumberId, "messages"),
    accessToken,
    body: {
      messaging_product: "whatsapp",
      status: "read",
      message_id: providerId,
      ...(isTyping ? { typing_indicator: { type: "text" } } : {}),
    },
    signal: AbortSignal.timeout(patienceMs),
  });
}
