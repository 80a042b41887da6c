import { readCategory } from "#domain/category.ts";
import { answerThread } from "./answer-thread.ts";
import { addRow, changeRow, type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { SubmittedFact } from "./facts.ts";
import { heldPayload, isHeld } from "./held-mail.ts";
import { publish } from "./publish.ts";
import { emptyMessage } from "./record-line.ts";
import type { MessageRow } from "./rows.ts";
import { showInThread } from "./show-in-thread.ts";

/** A message was given to us: stored with its queue row in one transaction, so that it can't be lost nor sent twice. */
export function decideSubmitted(draft: Draft, env: RecordEnv, fact: SubmittedFact): void {
  const thread = draft.threads.rows.get(fact.threadId);
  if (thread === undefined) {
    throw new Error(`not loaded: thread ${fact.threadId}`);
  }
  const isNote = fact.kind === "note";
  const { mentions = [] } = fact;
  const message: MessageRow = {
    ...emptyMessage(draft, env, fact.threadId),
    id: fact.messageId,
    direction: isNote ? "note" : "out",
    kind: fact.kind,
    channelId: fact.channelId,
    identityId: fact.identityId,
    clientId: fact.clientId,
    clientFingerprint: fact.clientFingerprint,
    authorId: fact.authorId,
    automatic: fact.automatic,
    causeId: fact.causeId,
    answersId: fact.answersId,
    text: fact.template?.body ?? fact.text,
    subject: fact.subject,
    template: fact.template,
    payload: mentions.length > 0 ? { mentions } : (fact.content ?? heldPayload(fact.at, fact.delayMs)),
    category: fact.template === null ? null : readCategory(fact.template.category),
    status: isNote ? "noted" : "queued",
    sentAt: fact.at,
    receivedAt: fact.at,
  };
  addRow(draft.messages, message.id, message);
  if (fact.channelId !== null && !isNote) {
    draft.queued.set(message.id, {
      workspaceId: fact.workspaceId,
      messageId: message.id,
      channelId: fact.channelId,
      lane: laneOf(fact.channelId, fact.identityId),
      seq: message.seq,
      ...(fact.delayMs === undefined ? {} : { delayMs: fact.delayMs }),
    });
  }
  // A reaction says nothing: it hangs on the message that it is put on.
  const isSaid = fact.kind !== "reaction" && !isHeld(message);
  if (isSaid) {
    showInThread(draft, message);
  }
  if (fact.automatic) {
    changeRow(draft.threads, thread.id, { lastAutomaticAt: fact.at });
    if (fact.identityId !== null && draft.identities.rows.has(fact.identityId)) {
      changeRow(draft.identities, fact.identityId, { lastAutomaticAt: fact.at });
    }
  } else if (!isNote && isSaid) {
    answerThread(draft, thread.id, fact.at);
  }
  publish(draft, {
    kind: "message.created",
    threadId: fact.threadId,
    messageId: message.id,
    direction: isNote ? "note" : "out",
  });
  if (mentions.length > 0) {
    const userIds = mentions.map(({ id }) => id);
    publish(draft, { kind: "mention.created", threadId: fact.threadId, messageId: message.id, userIds });
  }
}

/** Messages of one lane go out one after the other: one person on one of our channels. */
export function laneOf(channelId: string, identityId: string | null): string {
  return identityId ?? keyOf(channelId, "none");
}
