import { addRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { WorkedFact } from "./facts.ts";
import { publish } from "./publish.ts";
import { emptyMessage } from "./record-line.ts";
import type { MessageRow } from "./rows.ts";

/** What was done with a thread stands in it as small lines; nobody waits for them and no preview shows them. */
export function decideWorked(draft: Draft, env: RecordEnv, fact: WorkedFact): void {
  const { threadId, authorId, at } = fact;
  for (const payload of fact.lines) {
    const row: MessageRow = {
      ...emptyMessage(draft, env, threadId),
      direction: "note",
      kind: "system",
      status: "noted",
      authorId,
      sentAt: at,
      receivedAt: at,
      payload,
    };
    addRow(draft.messages, row.id, row);
    publish(draft, { kind: "message.created", threadId, messageId: row.id, direction: "note" });
  }
  publish(draft, { kind: "thread.changed", threadId });
}
