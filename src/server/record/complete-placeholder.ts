import { addAttachments } from "./add-attachments.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import { publish } from "./publish.ts";
import type { MessageRow } from "./rows.ts";
import { showInThread } from "./show-in-thread.ts";

/** What a message of imported history is until its file comes, under the same id (§4.8). */
const placeholder = "media";

/** Puts the file into the message that named it before. False: this is no such file, or it was here already. */
export function completePlaceholder(
  draft: Draft,
  env: RecordEnv,
  { fact, known }: { fact: CustomerFact; known: MessageRow },
): boolean {
  const { inbound } = fact;
  if (inbound.type !== "message" || known.kind !== placeholder || inbound.attachments.length === 0) {
    return false;
  }
  const message = changeRow(draft.messages, known.id, { kind: inbound.kind, text: inbound.text });
  addAttachments(draft, env, { message, fact, attachments: inbound.attachments });
  const { threadId, id, status } = message;
  publish(draft, { kind: "message.changed", threadId, messageId: id, status });
  if (draft.threads.rows.get(threadId)?.lastMessageId === id) {
    showInThread(draft, message);
  }
  return true;
}
