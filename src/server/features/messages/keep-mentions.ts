import type { SendMessageBody } from "#contract/messages.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findMemberNames } from "../members/find-member-names.ts";
import { insertMentions } from "./messages.queries.ts";

/** Who is named in a note: kept for the view of mentions, and for the note itself with the names of today. */
export async function keepMentions(
  db: Transaction,
  note: { workspaceId: string; threadId: string; messageId: string; body: SendMessageBody },
): Promise<{ id: string; name: string }[]> {
  const { workspaceId, threadId, messageId, body } = note;
  const ids = body.kind === "note" ? [...new Set(body.mentions)] : [];
  if (ids.length === 0) {
    return [];
  }
  const names = await findMemberNames(db, workspaceId);
  const mentions = ids.map((id) => {
    const name = names.get(id);
    if (name === undefined) {
      const fields = [{ field: "body.mentions", problem: "nobody of this workspace" }];
      throw new AppError("INVALID_REQUEST", { fields });
    }
    return { id, name };
  });
  await insertMentions(db, { workspaceId, threadId, messageId, userIds: ids });
  return mentions;
}
