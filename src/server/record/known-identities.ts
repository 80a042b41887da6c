import type { CustomerFacts, KnownIdentities } from "#domain/identity.ts";
import type { Draft } from "./draft.ts";
import { addressesOf, customersNamed, identitiesOf } from "./people.ts";

/** What is stored of every customer that one of the keys leads to, as the identity rules ask for it. */
export function knownIdentities(draft: Draft, keys: readonly string[]): KnownIdentities {
  return knownOf(draft, customersNamed(draft, keys));
}

/** The same of some customers. */
export function knownOf(draft: Draft, customerIds: ReadonlySet<string>): KnownIdentities {
  const ids = [...customerIds];
  return {
    rows: ids.flatMap((id) => addressesOf(draft, id)),
    identities: ids.flatMap((id) => identitiesOf(draft, id)),
    customers: ids.flatMap((id) => customerFacts(draft, id)),
  };
}

function customerFacts(draft: Draft, id: string): CustomerFacts[] {
  const row = draft.customers.rows.get(id);
  if (row === undefined) {
    return [];
  }
  const times = identitiesOf(draft, id)
    .map(({ lastInboundAt }) => lastInboundAt)
    .filter((at) => at !== null);
  const thread = draft.threads.rows.get(draft.threadByCustomer.get(id) ?? "");
  return [
    {
      id,
      createdAt: row.createdAt,
      lastWroteAt: times.length === 0 ? null : Math.max(...times),
      hasMessages: thread !== undefined && thread.lastMessageId !== null,
    },
  ];
}
