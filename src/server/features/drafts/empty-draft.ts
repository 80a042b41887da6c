import type { SendMessageBody } from "#contract/messages.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { appendEvents } from "../../record/append-events.ts";
import { lockWorkspaces } from "../../record/load.queries.ts";
import { upsertDraft } from "./drafts.queries.ts";

/**
 * Empties the draft that a message was, in the message's own transaction, and tells its author's other screens. What was
 * typed after it (a higher version) stays; a late write of what was sent does not come back.
 */
export async function emptyDraft(
  ctx: Context,
  db: Transaction,
  sent: { caller: Caller; threadId: string; body: SendMessageBody },
): Promise<void> {
  const { caller, threadId, body } = sent;
  if (!("draft" in body) || body.draft === undefined) {
    return;
  }
  const { workspaceId, id: memberId } = caller;
  const { kind, version } = body.draft;
  const nothing = { text: "", subject: null, answersId: null };
  const [workspace] = await lockWorkspaces(db, [workspaceId]);
  const isEmptied = await upsertDraft(db, { workspaceId, memberId, threadId, kind, version, ...nothing });
  if (isEmptied && workspace !== undefined) {
    const event = { kind: "draft.changed" as const, threadId, memberId, channelKind: kind, version };
    appendEvents(db, { workspace, events: [event], now: ctx.now() });
  }
}
