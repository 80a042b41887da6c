import type { SendMessageBody } from "#contract/messages.ts";
import type { Caller } from "../../caller.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findAnswerSince } from "./messages.queries.ts";

/** Refuses what would be a second answer: a colleague wrote to the customer after the newest message that the writer saw. */
export async function guardAnswer(
  db: Transaction,
  { caller, threadId, body }: { caller: Caller; threadId: string; body: SendMessageBody },
): Promise<void> {
  if (!("seenSeq" in body) || body.seenSeq === undefined) {
    return;
  }
  const { workspaceId, id: callerId } = caller;
  const answer = await findAnswerSince(db, workspaceId, { threadId, callerId, seq: body.seenSeq });
  if (answer !== null) {
    const { id, seq, authorName, text } = answer;
    throw new AppError("ANSWERED_MEANWHILE", { messageId: id, seq, by: authorName, text });
  }
}
