import type { Message } from "#contract/messages.ts";
import { callRoute } from "../../api/call-route.ts";
import { mergeMessage, refreshMessages } from "../../api/merge-messages.ts";
import { newClientId } from "../../api/new-client-id.ts";
import { queryClient } from "../../api/query-client.ts";

/** Puts a reaction on a message, or takes it off with an empty one. It is shown at once, and as it was if that fails. */
export async function sendReaction(message: Message, emoji: string): Promise<void> {
  const { id, threadId, reactions } = message;
  const others = reactions.filter(({ by }) => by !== "business");
  const ours = emoji === "" ? [] : [{ emoji, by: "business" as const, status: "queued" as const }];
  mergeMessage(queryClient, { ...message, reactions: [...others, ...ours] });
  try {
    await callRoute("sendMessage", {
      params: { id: threadId },
      body: { kind: "reaction", clientId: newClientId(), messageId: id, emoji },
    });
    await refreshMessages(queryClient, threadId);
  } catch (error) {
    mergeMessage(queryClient, message);
    throw error;
  }
}
