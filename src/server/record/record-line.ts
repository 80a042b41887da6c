import type { Instant } from "#domain/time.ts";
import { addRow, type Draft, nextMessageSeq } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { MessageRow } from "./rows.ts";

/** A message row with nothing in it; callers set what they know. */
export function emptyMessage(draft: Draft, env: RecordEnv, threadId: string): MessageRow {
  return {
    workspaceId: draft.workspace.workspaceId,
    id: env.newId(),
    threadId,
    seq: nextMessageSeq(draft),
    direction: "in",
    kind: "text",
    channelId: null,
    identityId: null,
    providerId: null,
    clientId: null,
    clientFingerprint: null,
    authorId: null,
    automatic: false,
    causeId: null,
    answersId: null,
    answersProviderId: null,
    text: null,
    subject: null,
    template: null,
    payload: null,
    opensWindow: false,
    status: "received",
    failure: null,
    remark: null,
    sentAt: env.now,
    receivedAt: env.now,
    attemptAt: null,
    acceptedAt: null,
    deliveredAt: null,
    readAt: null,
    playedAt: null,
    failedAt: null,
    category: null,
    windowOpenAtAttempt: null,
    reportedPricing: null,
    countedAt: null,
    conversationId: null,
    journalId: null,
  };
}

/** Puts a small line into the thread (a number changed hands, two cards may be one person); nobody waits for it. */
export function recordSystemLine(
  draft: Draft,
  env: RecordEnv,
  threadId: string,
  at: Instant,
  payload: object,
): void {
  const row = {
    ...emptyMessage(draft, env, threadId),
    direction: "note",
    kind: "system",
    status: "noted" as const,
    sentAt: at,
    payload,
  };
  addRow(draft.messages, row.id, row);
  draft.events.push({ kind: "message.created", threadId, messageId: row.id, direction: "note" });
}
