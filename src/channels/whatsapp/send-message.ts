import { type ChannelAccount, nobody, type OutboundMessage, type SendOutcome } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { findAccount } from "./config.ts";
import { callGraph, type GraphSettings, graphPath } from "./graph-client.ts";
import { listOf, looseId, looseNode, looseObject, type Node } from "./loose.ts";
import { writeMessage } from "./write-message.ts";

const contactShape = looseObject({ wa_id: looseId, user_id: looseId });
const messageShape = looseObject({ id: looseId, message_status: looseId });
const heldStatuses = new Set(["held_for_quality_assessment", "paused"]);

/**
 * Sends one message with one call. `refused` only when nothing was sent for sure: Meta's error body, or no connection.
 * Whatever else goes wrong is `unknown`, because Meta has no idempotency key and a second call could be a second message.
 */
export async function sendMessage(
  settings: GraphSettings,
  account: ChannelAccount,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const access = findAccount(account);
  if (access === null) {
    return refuse("token", "The channel has no usable connection data");
  }
  const body = writeMessage(message);
  if (body === null) {
    return refuse("invalid", `WhatsApp can't carry this ${message.kind} message`);
  }
  const { phoneNumberId, accessToken } = access;
  const path = graphPath(phoneNumberId, "messages");
  const answer = await callGraph(settings, { method: "POST", path, accessToken, body, signal });
  switch (answer.kind) {
    case "answer":
      return readAcceptance(looseNode(answer.body) ?? {});
    case "error": {
      const { failure, retryable, retryAfterMs } = answer.error;
      return { kind: "refused", failure, retryable, retryAfterMs };
    }
    case "not-sent": {
      const failure = { reason: "connection", code: null, detail: answer.detail } as const;
      return { kind: "refused", failure, retryable: true, retryAfterMs: null };
    }
    case "lost":
      return { kind: "unknown", detail: answer.detail };
    default:
      return answer satisfies never;
  }
}

function refuse(reason: FailureReason, detail: string): SendOutcome {
  return { kind: "refused", failure: { reason, code: null, detail }, retryable: false, retryAfterMs: null };
}

/** A 200 means accepted, not delivered. `contacts` may bring the canonical wa_id or the BSUID of the person (N10). */
function readAcceptance(answer: Node): SendOutcome {
  const message = messageShape.parse(listOf(answer, "messages")[0] ?? {});
  const contact = contactShape.parse(listOf(answer, "contacts")[0] ?? {});
  if (message.id === null) {
    return { kind: "unknown", detail: "HTTP 200 without a message id" };
  }
  return {
    kind: "accepted",
    providerId: message.id,
    held: message.message_status !== null && heldStatuses.has(message.message_status),
    recipient: { ...nobody, waId: contact.wa_id, bsuid: contact.user_id },
  };
}
