import type { Party } from "#channels/channel.ts";
import { decidePair } from "#domain/identity-pair.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity } from "./apply-identity.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { knownOf } from "./known-identities.ts";
import { customersNamed } from "./people.ts";
import type { MessageRow } from "./rows.ts";
import { senderKeys } from "./sender-keys.ts";

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
  const scope = draft.channels.get(message.channelId ?? "")?.portfolio ?? "";
  const decision = decidePair({
    pair: {
      customerId: thread.customerId,
      identityId: identity.id,
      waId: recipient.waId,
      bsuid: recipient.bsuid,
      scope,
      at,
    },
    known: knownOf(draft, customersNamed(draft, senderKeys(recipient)).add(thread.customerId)),
  });
  const filed = { customerId: thread.customerId, identityId: identity.id, threadId: thread.id };
  applyIdentity(draft, env, decision, { filed, occasion: { scope, at } });
}
