import { decideIdentity } from "#domain/identity.ts";
import { applyIdentity } from "./apply-identity.ts";
import { createIdentity } from "./create-customer.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { customerOf, type FiledSender, learnName, type Sending } from "./filing.ts";
import { knownIdentities } from "./known-identities.ts";
import { senderKeys } from "./sender-keys.ts";

/** Files who wrote on WhatsApp by the ids that it names (N1–N7). */
export function fileWhatsAppSender(
  draft: Draft,
  env: RecordEnv,
  { channel, sender, sentAt, wroteHere }: Sending,
): FiledSender {
  const scope = channel.portfolio;
  const { waId, bsuid, parentBsuid, name, username } = sender;
  const decision = decideIdentity({
    sender: { waId, bsuid, parentBsuid, scope, sentAt },
    known: knownIdentities(draft, senderKeys(sender)),
  });
  const { customerId, threadId } = customerOf(draft, env, decision.customer, { name, at: sentAt });
  const identityId =
    decision.identity.kind === "existing"
      ? decision.identity.identityId
      : createIdentity(draft, env, customerId, channel.kind);
  const filed = { customerId, identityId, threadId };
  applyIdentity(draft, env, decision, { filed, occasion: { scope, at: sentAt } });
  learnName(draft, customerId, name);
  const lastAt = draft.identities.rows.get(identityId)?.lastInboundAt ?? null;
  if (wroteHere && (lastAt === null || lastAt <= sentAt)) {
    changeRow(draft.identities, identityId, {
      lastInboundAt: sentAt,
      lastInboundWaId: waId,
      lastInboundBsuid: bsuid,
      ...(username !== null && { username }),
    });
  }
  return { ...filed, otherAddress: null };
}
