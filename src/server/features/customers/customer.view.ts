import type { AccountView, CustomerDetail, DestinationView } from "#contract/customers.ts";
import { labelOfUnnamed } from "#domain/customer-label.ts";
import { explainDestination } from "#domain/destination-reason.ts";
import type { Instant } from "#domain/time.ts";
import type {
  AccountColumns,
  AddressColumns,
  CustomerColumns,
  DeliveryColumns,
  SuggestionColumns,
} from "./customer-detail.queries.ts";
import type { MergedColumns } from "./merge.queries.ts";

/** A customer as the panel shows them. People whom no address ever led to are left out. */
export function viewCustomer(
  customer: CustomerColumns,
  parts: {
    accounts: readonly AccountColumns[];
    addresses: readonly AddressColumns[];
    deliveries: readonly DeliveryColumns[];
    suggestions: readonly SuggestionColumns[];
    merged: readonly MergedColumns[];
    portfolio: string;
  },
): CustomerDetail {
  const { id, threadId, version, name, language, notes, blockedAt, marketingStoppedAt } = customer;
  return {
    id,
    threadId,
    version,
    name,
    language,
    notes,
    blockedAt: timeOrNull(blockedAt),
    marketingStoppedAt: timeOrNull(marketingStoppedAt),
    accounts: parts.accounts.flatMap((account) => {
      const addresses = parts.addresses.filter(({ identityId }) => identityId === account.id);
      return addresses.length === 0 ? [] : [viewAccount(account, { ...parts, addresses })];
    }),
    suggestions: parts.suggestions.map((other) => ({
      customerId: other.customerId,
      threadId: other.threadId,
      name: other.name ?? labelOfUnnamed(other),
      phone: other.phone,
      email: other.email,
      username: other.username,
      because: other.because,
      suggestedAt: new Date(other.suggestedAt).toISOString(),
    })),
    merged: parts.merged.map((other) => ({
      customerId: other.customerId,
      name: other.name ?? labelOfUnnamed(other),
      phone: other.phone,
      email: other.email,
      username: other.username,
      because: other.because,
      mergedAt: timeOrNull(other.mergedAt),
    })),
  };
}

function viewAccount(
  account: AccountColumns,
  parts: { addresses: readonly AddressColumns[]; deliveries: readonly DeliveryColumns[]; portfolio: string },
): AccountView {
  const delivery = parts.deliveries.find(({ identityId }) => identityId === account.id);
  return {
    identityId: account.id,
    kind: account.kind,
    username: account.username,
    lastWroteAt: timeOrNull(account.lastInboundAt),
    sendsTo: viewDestination(account, parts),
    lastDelivery:
      delivery === undefined
        ? null
        : { status: delivery.status, reason: delivery.reason, at: new Date(delivery.at).toISOString() },
    addresses: parts.addresses.map(({ id, kind, value, source, validFrom, validTo }) => ({
      id,
      kind,
      value,
      source,
      validFrom: new Date(validFrom).toISOString(),
      validTo: timeOrNull(validTo),
    })),
  };
}

function viewDestination(
  account: AccountColumns,
  { addresses, portfolio }: { addresses: readonly AddressColumns[]; portfolio: string },
): DestinationView {
  if (account.kind === "email") {
    const email = addresses.findLast(({ kind, validTo }) => kind === "email" && validTo === null);
    return email === undefined
      ? { kind: "none", value: null, because: "no-address" }
      : {
          kind: "email",
          value: email.value,
          because: account.lastInboundAt === null ? "typed" : "last-message",
        };
  }
  const { destination, because } = explainDestination({
    rows: addresses,
    lastInbound:
      account.lastInboundAt === null
        ? null
        : { waId: account.lastInboundWaId, bsuid: account.lastInboundBsuid },
    lastAnswerWaId: account.lastAnswerWaId,
    scope: portfolio,
    needsPhone: false,
  });
  switch (destination.kind) {
    case "to":
      return { kind: "phone", value: destination.value, because };
    case "recipient":
      return { kind: "account", value: destination.value, because };
    case "none":
      return { kind: "none", value: null, because };
    default:
      return destination satisfies never;
  }
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
