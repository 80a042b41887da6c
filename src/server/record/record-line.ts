import type { Instant } from "#domain/time.ts";
import { addRow, type Draft, keyOf, nextMessageSeq } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { publish } from "./publish.ts";
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
    amendsProviderId: null,
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

/** The webhook that a line stands for: the same event again is known by it. */
export type LineSource = { channelId: string; providerId: string; journalId: string; receivedAt: Instant };

/** Puts a small line into the thread (a number changed hands, two cards may be one person); nobody waits for it. */
export function recordSystemLine(
  draft: Draft,
  env: RecordEnv,
  threadId: string,
  at: Instant,
  payload: object,
  source?: LineSource | { authorId: string | null },
): void {
  const row: MessageRow = {
    ...emptyMessage(draft, env, threadId),
    direction: "note",
    kind: "system",
    status: "noted",
    sentAt: at,
    payload,
    ...source,
  };
  addRow(draft.messages, row.id, row);
  if (source !== undefined && "providerId" in source) {
    draft.messageByProvider.set(keyOf(source.channelId, source.providerId), row.id);
  }
  publish(draft, { kind: "message.created", threadId, messageId: row.id, direction: "note" });
}
