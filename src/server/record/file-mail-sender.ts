import { decideMailIdentity } from "#domain/mail-identity.ts";
import type { Instant } from "#domain/time.ts";
import { createIdentity } from "./create-customer.ts";
import { changeRow, type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { customerOf, type FiledSender, learnName, type Sending } from "./filing.ts";
import { addAddress, addressesNamed, addressKey, identitiesOf } from "./people.ts";
import type { MessageRow } from "./rows.ts";

/**
 * Files a mail (N13): a known sender decides; an unknown one that answers a mail of ours joins that thread, without
 * becoming an address of that customer: From proves nothing, a person may link it.
 */
export function fileMailSender(draft: Draft, env: RecordEnv, mail: Sending & { email: string }): FiledSender {
  const { sender, sentAt, email, channel } = mail;
  const named = addressesNamed(draft, [addressKey("email", email)]);
  const held = named.find((row) => row.kind === "email" && row.validTo === null);
  const answered = answeredBy(draft, channel.id, mail.answers);
  const decision = decideMailIdentity({
    senderCustomerId: held?.customerId ?? null,
    answered: answered && { customerId: answered.customerId, messageId: answered.message.id },
  });
  if (held !== undefined) {
    const filed = customerOf(
      draft,
      env,
      { kind: "existing", customerId: held.customerId },
      { name: sender.name, at: sentAt },
    );
    learnName(draft, held.customerId, sender.name);
    touchIdentity(draft, held.identityId, sentAt);
    return { ...filed, identityId: held.identityId, otherAddress: null };
  }
  if (decision.kind === "other-address" && answered !== null) {
    const { customerId } = decision;
    const filed = customerOf(draft, env, { kind: "existing", customerId }, { name: sender.name, at: sentAt });
    const identityId =
      answered.message.identityId ??
      identitiesOf(draft, customerId).find(({ kind }) => kind === channel.kind)?.id ??
      createIdentity(draft, env, customerId, channel.kind);
    return { ...filed, identityId, otherAddress: email };
  }
  return fileNewSender(draft, env, mail);
}

function fileNewSender(draft: Draft, env: RecordEnv, mail: Sending & { email: string }): FiledSender {
  const { sender, sentAt, email, channel } = mail;
  const filed = customerOf(draft, env, { kind: "new" }, { name: sender.name, at: sentAt });
  const identityId = createIdentity(draft, env, filed.customerId, channel.kind);
  touchIdentity(draft, identityId, sentAt);
  addAddress(draft, {
    workspaceId: draft.workspace.workspaceId,
    id: env.newId(),
    customerId: filed.customerId,
    identityId,
    kind: "email",
    value: email,
    matchKey: addressKey("email", email),
    scope: "",
    source: "provider",
    validFrom: sentAt,
    validTo: null,
  });
  return { ...filed, identityId, otherAddress: null };
}

/** The message of ours that the mail names first, and whose it is. */
function answeredBy(
  draft: Draft,
  channelId: string,
  answers: readonly string[],
): { customerId: string; message: MessageRow } | null {
  for (const providerId of answers) {
    const message = draft.messages.rows.get(draft.messageByProvider.get(keyOf(channelId, providerId)) ?? "");
    const customerId =
      message === undefined ? undefined : draft.threads.rows.get(message.threadId)?.customerId;
    if (message !== undefined && customerId !== undefined && message.direction === "out") {
      return { customerId, message };
    }
  }
  return null;
}

function touchIdentity(draft: Draft, identityId: string, at: Instant): void {
  const identity = draft.identities.rows.get(identityId);
  if (identity !== undefined && (identity.lastInboundAt === null || identity.lastInboundAt < at)) {
    changeRow(draft.identities, identityId, { lastInboundAt: at });
  }
}
