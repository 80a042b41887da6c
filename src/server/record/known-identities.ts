import type { AddressRow, KnownIdentities } from "#domain/identity.ts";
import type { Draft } from "./draft.ts";

/** What is stored of every customer that one of the keys leads to, as the identity rules ask for it. */
export function knownIdentities(draft: Draft, keys: readonly string[]): KnownIdentities {
  const customerIds = new Set(keys.flatMap((key) => [...(draft.customersByKey.get(key) ?? [])]));
  const rows: AddressRow[] = [...draft.addresses.rows.values()].filter((row) =>
    customerIds.has(row.customerId),
  );
  const identities = [...draft.identities.rows.values()].filter((row) => customerIds.has(row.customerId));
  const customers = [...customerIds].flatMap((id) => {
    const row = draft.customers.rows.get(id);
    if (row === undefined) {
      return [];
    }
    const wroteAt = identities
      .filter((identity) => identity.customerId === id)
      .map(({ lastInboundAt }) => lastInboundAt);
    const times = wroteAt.filter((at) => at !== null);
    const thread = draft.threads.rows.get(draft.threadByCustomer.get(id) ?? "");
    return [
      {
        id,
        createdAt: row.createdAt,
        lastWroteAt: times.length === 0 ? null : Math.max(...times),
        hasMessages: thread !== undefined && thread.lastMessageId !== null,
      },
    ];
  });
  return { rows, customers, identities };
}
