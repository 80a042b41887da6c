import { changeRow, type Draft } from "./draft.ts";
import type { MessageRow } from "./rows.ts";

const previewLength = 160;
const graphemes = new Intl.Segmenter("es", { granularity: "grapheme" });

/**
 * Makes the message the thread's newest item, unless a later one (by sentAt, then seq) stands there already (D2). An
 * automatic answer never hides what the customer said: that is what the team must see.
 */
export function showInThread(draft: Draft, message: MessageRow): void {
  const thread = draft.threads.rows.get(message.threadId);
  if (thread === undefined) {
    return;
  }
  const shown = thread.lastMessage;
  if (shown !== null && shown.id !== message.id && message.sentAt < shown.sentAt) {
    return;
  }
  const lastActivityAt = Math.max(thread.lastActivityAt, message.sentAt);
  if (message.automatic && shown?.direction === "in") {
    changeRow(draft.threads, thread.id, { lastActivityAt });
    return;
  }
  changeRow(draft.threads, thread.id, {
    lastActivityAt,
    lastMessageId: message.id,
    lastMessage: {
      id: message.id,
      direction: message.direction,
      kind: message.kind,
      channelId: message.channelId,
      automatic: message.automatic,
      text: previewOf(message),
      status: message.status,
      sentAt: message.sentAt,
      ...(isVoice(message) && { voice: true }),
    },
  });
}

function isVoice({ kind, payload }: MessageRow): boolean {
  const isObject = typeof payload === "object" && payload !== null;
  return kind === "audio" && isObject && "voice" in payload && payload.voice === true;
}

function previewOf(message: MessageRow): string {
  const text =
    message.template?.body ??
    (message.kind === "email" ? (message.subject ?? message.text) : message.text) ??
    "";
  if (text.length <= previewLength) {
    return text;
  }
  let preview = "";
  for (const { segment } of graphemes.segment(text.slice(0, previewLength * 2))) {
    if (preview.length + segment.length > previewLength) {
      break;
    }
    preview += segment;
  }
  return preview;
}
