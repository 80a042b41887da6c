import type { InboundAttachment } from "#channels/channel.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import type { MessageRow } from "./rows.ts";

/** Files of a message, to be fetched by a job after the commit. */
export function addAttachments(
  draft: Draft,
  env: RecordEnv,
  {
    message,
    fact,
    attachments,
  }: { message: MessageRow; fact: CustomerFact; attachments: readonly InboundAttachment[] },
): void {
  attachments.forEach((attachment, position) => {
    draft.attachments.push({
      workspaceId: message.workspaceId,
      id: env.newId(),
      messageId: message.id,
      position,
      ...attachment,
      journalId: fact.journalId,
      journalReceivedAt: fact.receivedAt,
    });
  });
}
