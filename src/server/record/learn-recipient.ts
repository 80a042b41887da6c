import type { Party } from "#channels/channel.ts";
import { decidePair } from "#domain/identity-pair.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity } from "./apply-identity.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { senderKeys } from "./file-sender.ts";
import { knownIdentities } from "./known-identities.ts";
import type { MessageRow } from "./rows.ts";

/** A send answer or a status pairs ids: rows that nobody holds are added, no row ever moves (N10). */
export function learnRecipient(
  draft: Draft,
  env: RecordEnv,
  { message, recipient, at }: { message: MessageRow; recipient: Party; at: Instant },
): void {
  const identity = draft.identities.rows.get(message.identityId ?? "");
  const thread = draft.threads.rows.get(message.threadId);
  if (
    identity === undefined ||
    thread === undefined ||
    (recipient.waId === null && recipient.bsuid === null)
  ) {
    return;
  }
  if (recipient.waId !== null && identity.lastAnswerWaId !== recipient.waId) {
    changeRow(draft.identities, identity.id, { lastAnswerWaId: recipient.waId });
  }
  const decision = decidePair({
    pair: {
      customerId: thread.customerId,
      identityId: identity.id,
      waId: recipient.waId,
      bsuid: recipient.bsuid,
      scope: draft.channels.get(message.channelId ?? "")?.portfolio ?? "",
      at,
    },
    known: knownIdentities(draft, [...senderKeys(recipient), ...keysOfCustomer(draft, thread.customerId)]),
  });
  const filed = { customerId: thread.customerId, identityId: identity.id, threadId: thread.id };
  applyIdentity(draft, env, decision, filed, at);
}

function keysOfCustomer(draft: Draft, customerId: string): string[] {
  return [...draft.addresses.rows.values()]
    .filter((row) => row.customerId === customerId)
    .map((row) => row.matchKey);
}
