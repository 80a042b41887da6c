import { type Draft, keyOf } from "./draft.ts";
import { publish } from "./publish.ts";
import type { MessageRow } from "./rows.ts";

/**
 * Tells every screen that an earlier message says something else now, or nothing more (W6). Who may change it is its
 * writer, so the change counts in the same thread and direction alone; whichever comes first, reading joins them.
 * "elsewhere": a message was taken back that is not the newest one, so the newest one stays what the list shows.
 */
export function amendNow(draft: Draft, change: MessageRow): "here" | "elsewhere" {
  const { channelId, amendsProviderId, threadId } = change;
  if (change.kind === "reaction") {
    tellTarget(draft, change);
  }
  if (channelId === null || amendsProviderId === null) {
    return "here";
  }
  const target = draft.messages.rows.get(
    draft.messageByProvider.get(keyOf(channelId, amendsProviderId)) ?? "",
  );
  if (target === undefined || target.threadId !== threadId || target.direction !== change.direction) {
    return "here";
  }
  publish(draft, { kind: "message.changed", threadId, messageId: target.id, status: target.status });
  const isNewest = draft.threads.rows.get(threadId)?.lastMessageId === target.id;
  return change.kind === "revoke" && !isNewest ? "elsewhere" : "here";
}

/** A reaction of ours from the phone app is shown at its target, which may be far up. */
function tellTarget(draft: Draft, { answersId }: MessageRow): void {
  const target = draft.messages.rows.get(answersId ?? "");
  if (target !== undefined) {
    const { threadId, id: messageId, status } = target;
    publish(draft, { kind: "message.changed", threadId, messageId, status });
  }
}
