import { z } from "zod";
import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import {
  listOf,
  looseId,
  looseList,
  looseNode,
  looseObject,
  looseText,
  looseTime,
  type Node,
  nodesOf,
} from "./loose.ts";
import { readCall } from "./read-call.ts";
import { readEcho, readHistory } from "./read-echo.ts";
import { readAccountError, readHealthChange } from "./read-health-change.ts";
import { readMessage } from "./read-message.ts";
import { readPreference } from "./read-preference.ts";
import { readStateSync } from "./read-state-sync.ts";
import { readStatus } from "./read-status.ts";
import { readTemplateChange } from "./read-template-change.ts";
import { readVolumeTier } from "./read-volume-tier.ts";

const envelope = z.object({ object: z.string(), entry: z.array(z.unknown()) });
const entryShape = looseObject({ id: looseId, time: looseTime, changes: looseList });
const changeShape = looseObject({ field: looseId, value: looseNode });
const valueShape = looseObject({ metadata: looseNode, event: looseId });
const metadataShape = looseObject({ phone_number_id: looseId, display_phone_number: looseText });
const utf8 = new TextDecoder();

/**
 * Reads one webhook body. What nobody understands becomes an `other` fact; it throws only when the body is no JSON
 * or has not the shape `{object, entry: []}`.
 */
export function parseWebhook(body: Uint8Array, channelRef: string | null): InboundFact[] {
  const { entry } = envelope.parse(JSON.parse(utf8.decode(body)));
  return nodesOf(entry).flatMap((item) => changesOf(item, channelRef).flatMap(readChange));
}

function changesOf(item: Node, channelRef: string | null): Change[] {
  const entry = entryShape.parse(item);
  return nodesOf(entry.changes).map((raw) => {
    const { field, value } = changeShape.parse(raw);
    const metadata = metadataShape.parse(valueShape.parse(value ?? {}).metadata ?? {});
    return {
      accountRef: entry.id ?? "0",
      field: field ?? "change-without-field",
      channelRef: metadata.phone_number_id ?? channelRef,
      ownDigits: metadata.display_phone_number?.replace(/\D/g, "") ?? null,
      at: entry.time,
      value: value ?? {},
    };
  });
}

function readChange(change: Change): InboundFact[] {
  const facts = readField(change);
  return facts.length > 0 ? facts : [{ type: "other", channelRef: change.channelRef, what: change.field }];
}

function readField(change: Change): InboundFact[] {
  const { field, value } = change;
  switch (field) {
    case "messages":
    // While Meta's own agent answers on the number, what customers write comes under this name (§4.8).
    case "standby":
      return readMessages(change);
    case "smb_message_echoes":
      return listOf(value, "message_echoes").map((raw) => readEcho(change, raw));
    case "history":
      return readHistory(change);
    case "smb_app_state_sync":
      return readStateSync(change);
    case "user_preferences":
      return listOf(value, "user_preferences").map((raw) => readPreference(change, raw));
    case "calls":
      return listOf(value, "calls").map((raw) => readCall(change, raw));
    case "account_update":
      return readVolumeTier(change) ?? readHealthChange(change) ?? readManagement(change);
    case "message_template_status_update":
    case "message_template_quality_update":
    case "message_template_components_update":
    case "template_category_update":
      return readTemplateChange(change);
    default:
      return readHealthChange(change) ?? readManagement(change);
  }
}

/** `messages` carries messages, statuses and errors of the account, alone or together (§4.6). */
function readMessages(change: Change): InboundFact[] {
  const { value } = change;
  const messages = listOf(value, "messages").map((raw) => readMessage(change, raw));
  const statuses = listOf(value, "statuses").map((raw) => readStatus(change, raw));
  if (messages.length + statuses.length > 0) {
    return [...messages, ...statuses];
  }
  return listOf(value, "errors").map((raw) => readAccountError(change, raw));
}

/**
 * Account, number and capability events: named by field and event, for the operations page. Messages under a field that
 * nobody knows are somebody's all the same: where a person sees them.
 */
function readManagement({ field, value, channelRef }: Change): InboundFact[] {
  const { event } = valueShape.parse(value);
  const messages = listOf(value, "messages");
  if (messages.length > 0) {
    return messages.map(() => ({ type: "unfiled", channelRef, what: `messages-under:${field}` }));
  }
  return [{ type: "other", channelRef, what: event === null ? field : `${field}:${event}` }];
}
