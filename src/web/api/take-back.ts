import type { Message } from "#contract/messages.ts";
import { callRoute } from "./call-route.ts";
import { restoreDraft } from "./drafts.ts";
import { mergeMessage } from "./merge-messages.ts";
import { filesSentWith } from "./outbox.ts";
import { noteFailure, queryClient } from "./query-client.ts";

/** Takes a mail back that waits for its moment; its text is a draft again. False: it had gone, or nobody answered. */
export async function takeBack(message: Message): Promise<boolean> {
  try {
    mergeMessage(queryClient, await callRoute("withdrawMessage", { params: { id: message.id } }));
  } catch (error) {
    noteFailure(error);
    return false;
  }
  const { threadId, text, subject, answersId, clientId } = message;
  restoreDraft(threadId, "email", { text: text ?? "", subject, answersId, files: filesSentWith(clientId) });
  return true;
}
