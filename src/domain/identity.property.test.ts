import fc from "fast-check";
import { expect, it } from "vitest";
import { phoneKey } from "./address.ts";
import {
  type AddressRow,
  type CustomerFacts,
  decideIdentity,
  type IdentityDecision,
  type IdentityFacts,
} from "./identity.ts";
import { decideIdentityChange, type IdentityEvent } from "./identity-change.ts";
import { decidePair } from "./identity-pair.ts";

// A small store that applies decisions as the server does; what must hold whatever comes, in whatever order.

const scope = "portfolio-1";
type Store = { rows: AddressRow[]; customers: CustomerFacts[]; identities: IdentityFacts[] };

function apply(
  store: Store,
  decision: IdentityDecision,
  sentAt: number,
  hasMessages = true,
): { customerId: string; identityId: string } {
  const { customer, identity } = decision;
  const customerId = customer.kind === "existing" ? customer.customerId : `c${store.customers.length}`;
  if (customer.kind === "new") {
    store.customers.push({ id: customerId, createdAt: sentAt, lastWroteAt: null, hasMessages });
  }
  const identityId = identity.kind === "existing" ? identity.identityId : `i${store.identities.length}`;
  if (identity.kind === "new") {
    store.identities.push({ id: identityId, customerId, lastInboundAt: null, lastInboundWaId: null });
  }
  for (const change of decision.changes) {
    if (change.kind === "end") {
      store.rows = store.rows.map((row) =>
        row.id === change.rowId ? { ...row, validTo: change.validTo } : row,
      );
    } else {
      const { address, validFrom, validTo } = change;
      store.rows.push({
        id: `r${store.rows.length}`,
        customerId,
        identityId,
        ...address,
        validFrom,
        validTo,
      });
    }
  }
  for (const { kind, into, from } of decision.merges) {
    if (kind === "merge") {
      const move = <Row extends { customerId: string }>(row: Row) =>
        row.customerId === from ? { ...row, customerId: into ?? customerId } : row;
      store.rows = store.rows.map(move);
      store.identities = store.identities.map(move);
    }
  }
  return { customerId, identityId };
}

type Event =
  | { kind: "typed"; phone: string; sentAt: number }
  | { kind: "message"; bsuid: string | null; waId: string | null; sentAt: number }
  | { kind: "answered"; pick: number; bsuid: string | null; waId: string | null; sentAt: number }
  | (Omit<IdentityEvent, "kind" | "scope"> & { kind: "number-changed" | "user-id-changed" });

const phoneNumber = fc.constantFrom("34600900001", "34600900002", "5215500000001", "525500000001");
const waId = fc.option(phoneNumber, { nil: null });
const bsuid = fc.option(fc.constantFrom("ES.1", "ES.2", "ES.3"), { nil: null });
const sentAt = fc.integer({ min: 1, max: 30 });
const message = fc
  .record({ kind: fc.constant("message" as const), bsuid, waId, sentAt })
  .filter((from) => from.bsuid !== null || from.waId !== null);
const typed = fc.record({ kind: fc.constant("typed" as const), phone: phoneNumber, sentAt });
const answered = fc.record({ kind: fc.constant("answered" as const), pick: fc.nat(), bsuid, waId, sentAt });
const changed = fc.record({
  kind: fc.constantFrom("number-changed" as const, "user-id-changed" as const),
  oldBsuid: bsuid,
  newBsuid: bsuid,
  oldWaId: waId,
  newWaId: waId,
  sentAt,
});
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: message }, typed, answered, { weight: 2, arbitrary: changed }),
  { maxLength: 14 },
);

function run(all: readonly Event[]): Store {
  const store: Store = { rows: [], customers: [], identities: [] };
  for (const event of all) {
    take(store, event);
  }
  return store;
}

function take(store: Store, event: Event): void {
  const { kind, sentAt } = event;
  switch (kind) {
    case "message": {
      const decision = decideIdentity({ sender: { ...event, parentBsuid: null, scope }, known: store });
      const { identityId, customerId } = apply(store, decision, sentAt);
      store.customers = store.customers.map((row) =>
        row.id === customerId ? { ...row, lastWroteAt: sentAt, hasMessages: true } : row,
      );
      store.identities = store.identities.map((row) =>
        row.id === identityId && (row.lastInboundAt ?? 0) <= sentAt
          ? { ...row, lastInboundAt: sentAt, lastInboundWaId: event.waId }
          : row,
      );
      return;
    }
    case "typed": {
      const isTaken = store.rows.some(
        (row) => row.validTo === null && phoneKey(row.value) === phoneKey(event.phone),
      );
      if (!isTaken) {
        const phone = { kind: "phone", value: `+${event.phone}`, scope: "" } as const;
        const changes = [{ kind: "add", address: phone, validFrom: sentAt, validTo: null }] as const;
        apply(store, { ...newCard, changes }, sentAt, false);
      }
      return;
    }
    case "answered": {
      const identity = store.identities[event.pick % Math.max(store.identities.length, 1)];
      if (identity !== undefined) {
        const { id: identityId, customerId } = identity;
        const pair = { customerId, identityId, waId: event.waId, bsuid: event.bsuid, scope, at: sentAt };
        apply(store, decidePair({ pair, known: store }), sentAt);
      }
      return;
    }
    default: {
      const decision = decideIdentityChange({ event: { ...event, scope }, known: store });
      if (decision !== null) {
        apply(store, decision, sentAt);
      }
    }
  }
}

const newCard: IdentityDecision = {
  customer: { kind: "new" },
  identity: { kind: "new" },
  changes: [],
  lines: [],
  merges: [],
  holdQueued: [],
  confirmFirstAnswer: false,
};

it("no address is current at two identities, in whatever order messages and changes come", () => {
  fc.assert(
    fc.property(events, (all) => {
      const current = run(all).rows.filter((row) => row.validTo === null);
      const addresses = current.map(({ kind, value }) => `${kind} ${value}`);
      expect(new Set(addresses).size).toBe(addresses.length);
    }),
    { numRuns: 500 },
  );
});

it("every identity has at most one current BSUID of a portfolio, and rows agree with their identity's customer", () => {
  fc.assert(
    fc.property(events, (all) => {
      const { rows, identities } = run(all);
      const accounts = rows.filter((row) => row.kind === "bsuid" && row.validTo === null);
      expect(new Set(accounts.map(({ identityId }) => identityId)).size).toBe(accounts.length);
      for (const row of rows) {
        expect(identities.find(({ id }) => id === row.identityId)?.customerId).toBe(row.customerId);
      }
    }),
    { numRuns: 500 },
  );
});

it("the same message again is filed with the same customer and identity and changes nothing", () => {
  fc.assert(
    fc.property(events, message, (all, last) => {
      const sender = { ...last, parentBsuid: null, scope, sentAt: 40 };
      const store = run(all);
      const filed = apply(store, decideIdentity({ sender, known: store }), 40);
      const again = decideIdentity({ sender, known: store });
      expect(again.changes).toEqual([]);
      expect(again.customer).toEqual({ kind: "existing", customerId: filed.customerId });
      expect(again.identity).toEqual({ kind: "existing", identityId: filed.identityId });
    }),
    { numRuns: 500 },
  );
});
