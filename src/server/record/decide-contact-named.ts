import { nobody } from "#channels/channel.ts";
import { decideIdentity } from "#domain/identity.ts";
import type { Draft } from "./draft.ts";
import type { ContactNamedFact } from "./facts.ts";
import { learnName } from "./filing.ts";
import { knownIdentities } from "./known-identities.ts";
import { publish } from "./publish.ts";
import { senderKeys } from "./sender-keys.ts";

/** A colleague's phone has a name for a number: a customer of that number without one has it from now on. */
export function decideContactNamed(draft: Draft, { channelId, waId, name, at }: ContactNamedFact): void {
  const channel = draft.channels.get(channelId);
  if (channel === undefined) {
    return;
  }
  const sender = { ...nobody, waId };
  const { customer } = decideIdentity({
    sender: { ...sender, scope: channel.portfolio, sentAt: at },
    known: knownIdentities(draft, senderKeys(sender)),
  });
  const before = customer.kind === "existing" ? draft.customers.rows.get(customer.customerId) : undefined;
  if (before === undefined || before.name !== null) {
    return;
  }
  learnName(draft, before.id, name);
  const threadId = draft.threadByCustomer.get(before.id);
  if (threadId !== undefined) {
    publish(draft, { kind: "customer.changed", threadId, customerId: before.id });
  }
}
