import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { looseId, looseObject, looseTime, type Node } from "./loose.ts";
import { isNobody, readParty } from "./read-party.ts";

const callShape = looseObject({
  id: looseId,
  from: looseId,
  from_user_id: looseId,
  event: looseId,
  direction: looseId,
  status: looseId,
  timestamp: looseTime,
});

/** A call of the customer that ended without an answer is an event of the thread (W5); all else about calls is not. */
export function readCall(change: Change, raw: Node): InboundFact {
  const call = callShape.parse(raw);
  const { channelRef, value } = change;
  const sender = readParty(value, { waId: call.from, bsuid: call.from_user_id });
  const isMissed =
    call.event === "terminate" && call.direction !== "BUSINESS_INITIATED" && call.status !== "COMPLETED";
  if (channelRef === null || call.id === null || !isMissed || isNobody(sender)) {
    return { type: "other", channelRef, what: `calls:${call.event ?? "unknown"}` };
  }
  return {
    type: "message",
    channelRef,
    providerId: call.id,
    sender,
    sentAt: call.timestamp,
    event: "call",
    kind: "call",
    text: null,
    subject: null,
    attachments: [],
    answers: [],
    payload: { call: { status: call.status } },
    sentByMachine: false,
  };
}
