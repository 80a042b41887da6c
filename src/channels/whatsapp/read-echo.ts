import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { listOf, looseId, looseNode, looseObject, looseTime, type Node } from "./loose.ts";
import { readAccountError } from "./read-health-change.ts";
import { readMessageFrom, readReaction } from "./read-message.ts";
import { isNobody, readParty } from "./read-party.ts";

const echoShape = looseObject({ id: looseId, to: looseId, to_user_id: looseId, timestamp: looseTime });
const threadShape = looseObject({ id: looseId });
const pastShape = looseObject({
  id: looseId,
  from: looseId,
  from_user_id: looseId,
  to: looseId,
  type: looseId,
  timestamp: looseTime,
  history_context: looseNode,
});
const contextShape = looseObject({ status: looseId });

/** A message that a colleague wrote in the phone app (coexistence). `sender` is the customer whom it went to. */
export function readEcho(change: Change, raw: Node): InboundFact {
  const echo = echoShape.parse(raw);
  const { channelRef, value } = change;
  const sender = readParty(value, { waId: echo.to, bsuid: echo.to_user_id });
  if (channelRef === null || echo.id === null || isNobody(sender)) {
    return { type: "unfiled", channelRef, what: "echo-unreadable" };
  }
  const message = readMessageFrom(raw, { channelRef, providerId: echo.id, sender, sentAt: echo.timestamp });
  return { ...message, event: "echo", writtenByUs: { status: null } };
}

/**
 * Imported history; `sender` is the customer of the thread, `history.fromUs` says who wrote (§4.8). Files follow their
 * placeholders in changes of their own, without threads. A business that shares none says so by an error.
 */
export function readHistory(change: Change): InboundFact[] {
  const chunks = listOf(change.value, "history");
  const threads = chunks.flatMap((chunk) => listOf(chunk, "threads"));
  const errors = chunks.flatMap((chunk) => listOf(chunk, "errors"));
  return [
    ...threads.flatMap((thread) => readThread(change, threadShape.parse(thread).id, thread)),
    ...readThread(change, null, change.value),
    ...errors.map((raw) => readAccountError(change, raw)),
  ];
}

function readThread(change: Change, threadRef: string | null, thread: Node): InboundFact[] {
  return listOf(thread, "messages").map((raw) => readPast(change, threadRef, raw));
}

function readPast(change: Change, threadRef: string | null, raw: Node): InboundFact {
  const past = pastShape.parse(raw);
  const { channelRef, value, ownDigits } = change;
  const fromUs = past.from !== null && past.from.replace(/\D/g, "") === ownDigits;
  const sender = readParty(value, {
    waId: threadRef ?? (fromUs ? past.to : past.from),
    bsuid: fromUs ? null : past.from_user_id,
  });
  if (channelRef === null || past.id === null || isNobody(sender)) {
    return { type: "unfiled", channelRef, what: "history-unreadable" };
  }
  const { status } = contextShape.parse(past.history_context ?? {});
  const heading = { channelRef, providerId: past.id, sender, sentAt: past.timestamp };
  const told = status?.toLowerCase() ?? null;
  if (past.type === "reaction" && !fromUs) {
    return readReaction(raw, heading);
  }
  const message = readMessageFrom(raw, heading, { history: { fromUs, status: told } });
  return { ...message, event: "history", ...(fromUs && { writtenByUs: { status: told } }) };
}
