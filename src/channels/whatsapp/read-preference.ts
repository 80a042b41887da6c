import { createHash } from "node:crypto";
import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { looseId, looseObject, looseText, looseTime, type Node } from "./loose.ts";
import { isNobody, readParty } from "./read-party.ts";

const preferenceShape = looseObject({
  wa_id: looseId,
  user_id: looseId,
  category: looseId,
  value: looseId,
  detail: looseText,
  timestamp: looseTime,
});

/** The customer stopped or resumed marketing messages. It has no id of Meta's: its content is its key (§4.7). */
export function readPreference(change: Change, raw: Node): InboundFact {
  const preference = preferenceShape.parse(raw);
  const { channelRef, value } = change;
  const sender = readParty(value, { waId: preference.wa_id, bsuid: preference.user_id });
  if (channelRef === null || isNobody(sender)) {
    return { type: "unfiled", channelRef, what: "preference-without-sender" };
  }
  const { value: wish } = preference;
  const isMarketing = preference.category === null || preference.category === "marketing_messages";
  const said = [sender.waId, sender.bsuid, preference.category, preference.value, preference.timestamp];
  return {
    type: "message",
    channelRef,
    providerId: `preference:${createHash("sha256").update(JSON.stringify(said)).digest("hex")}`,
    sender,
    sentAt: preference.timestamp,
    event: "preference",
    kind: "preference",
    text: preference.detail,
    subject: null,
    attachments: [],
    answers: [],
    payload: { category: preference.category, value: preference.value },
    sentByMachine: false,
    ...(isMarketing && (wish === "stop" || wish === "resume") && { marketing: wish }),
  };
}
