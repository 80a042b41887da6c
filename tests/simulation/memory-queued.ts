import type { AddressOf, QueuedMessage } from "#server/delivery/claim.queries.ts";
import { type Draft, keyOf } from "#server/record/draft.ts";
import { addressesOfIdentity } from "#server/record/people.ts";
import type { MessageRow } from "#server/record/rows.ts";

/** What the sending of a queued message needs, as the product's statement reads it; every template is approved. */
export function readQueued(
  draft: Draft,
  messageId: string,
): { queued: QueuedMessage; addresses: AddressOf[] } | null {
  const message = draft.messages.rows.get(messageId);
  const identity = draft.identities.rows.get(message?.identityId ?? "");
  if (message === undefined || identity === undefined) {
    return null;
  }
  const { threadId, identityId, kind, automatic, text, subject, template } = message;
  const window = draft.windows.rows.get(keyOf(message.channelId ?? "", identity.id));
  const cause = draft.messages.rows.get(message.causeId ?? "");
  const queued: QueuedMessage = {
    messageId,
    threadId,
    identityId,
    kind,
    automatic,
    text,
    subject,
    template: template === null ? null : { name: template.name, language: template.language, components: [] },
    payload: null,
    answersProviderId:
      draft.messages.rows.get(message.answersId ?? "")?.providerId ?? message.answersProviderId,
    lastCustomerMessageAt: window?.lastCustomerMessageAt ?? null,
    refusedAttemptAt: window?.refusedAttemptAt ?? null,
    restrictions: null,
    templateStatus: template === null ? null : "approved",
    isUnwanted:
      template?.category === "marketing" &&
      (draft.customers.rows.get(identity.customerId)?.marketingStoppedAt ?? null) !== null,
    templateComponents: template === null ? null : [],
    templateCategory: null,
    isRetry: !automatic && cause?.failure?.reason === "window",
    isRuleOn: draft.workspace.autoReplyIsOn,
    causeSentAt: cause?.sentAt ?? null,
    hasPersonWrittenSince: automatic && hasPersonWrittenSince(draft, message),
    lastInboundAt: identity.lastInboundAt,
    lastInboundWaId: identity.lastInboundWaId,
    lastInboundBsuid: identity.lastInboundBsuid,
    lastAnswerWaId: identity.lastAnswerWaId,
    customerName: draft.customers.rows.get(identity.customerId)?.name ?? null,
  };
  return { queued, addresses: addressesOfIdentity(draft, identity) };
}

function hasPersonWrittenSince(draft: Draft, { threadId, seq }: MessageRow): boolean {
  return [...draft.messages.rows.values()].some(
    (other) =>
      other.threadId === threadId && other.seq > seq && other.direction === "out" && !other.automatic,
  );
}
