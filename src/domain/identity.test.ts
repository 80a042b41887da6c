import { describe, expect, it } from "vitest";
import type { AddressKind } from "./address.ts";
import {
  type AddressRow,
  type CustomerFacts,
  decideIdentity,
  type IdentityFacts,
  type KnownIdentities,
  type Sender,
} from "./identity.ts";

// Times are whole numbers: 100 = known from the start, 500 = this message.
const scope = "portfolio-1";
const [phone1, phone2] = ["34600900001", "34600900002"];
const [account1, account2] = ["ES.1001", "ES.1002"];

function row(kind: AddressKind, value: string, changes: Partial<AddressRow> = {}): AddressRow {
  const { customerId = "c1", identityId = `i-${customerId}`, validFrom = 100, validTo = null } = changes;
  const isAccount = kind === "bsuid" || kind === "parent_bsuid";
  const id = changes.id ?? `${customerId}:${kind}:${value}`;
  return { id, customerId, identityId, kind, value, scope: isAccount ? scope : "", validFrom, validTo };
}

function known(
  rows: AddressRow[],
  customers: Record<string, Partial<CustomerFacts>> = {},
  identities: Record<string, Partial<IdentityFacts>> = {},
): KnownIdentities {
  const customerIds = [...new Set(rows.map(({ customerId }) => customerId))];
  const owners = new Map(rows.map(({ identityId, customerId }) => [identityId, customerId]));
  return {
    rows,
    customers: customerIds.map((id) => ({
      id,
      createdAt: 100,
      lastWroteAt: null,
      hasMessages: true,
      ...customers[id],
    })),
    identities: [...owners].map(([id, customerId]) => ({
      id,
      customerId,
      lastInboundAt: null,
      lastInboundWaId: null,
      ...identities[id],
    })),
  };
}

function sender(changes: Partial<Sender>): Sender {
  return { waId: null, bsuid: null, parentBsuid: null, scope, sentAt: 500, ...changes };
}

const decide = (from: Partial<Sender>, store: KnownIdentities) =>
  decideIdentity({ sender: sender(from), known: store });

const filedWith = (from: Partial<Sender>, store: KnownIdentities) => {
  const { customer, identity } = decide(from, store);
  return [
    customer.kind === "new" ? "new" : customer.customerId,
    identity.kind === "new" ? "new" : identity.identityId,
  ];
};

const begins = (kind: AddressKind, value: string, validTo: number | null = null, validFrom = 500) => ({
  kind: "add",
  address: { kind, value, scope: kind === "bsuid" || kind === "parent_bsuid" ? scope : "" },
  validFrom,
  validTo,
});
const ends = (rowId: string, validTo = 500) => ({ kind: "end", rowId, validTo });

describe("N1 the match order", () => {
  const all = known([
    row("bsuid", account1, { customerId: "by-bsuid" }),
    row("wa_id", "5215500000001", { customerId: "by-wa-id" }),
    row("phone", "+525500000001", { customerId: "by-key" }),
    row("parent_bsuid", "ES.ENT.1", { customerId: "by-parent" }),
  ]);
  it.each<[string, Partial<Sender>, string]>([
    ["the BSUID before all", { bsuid: account1, waId: "5215500000001", parentBsuid: "ES.ENT.1" }, "by-bsuid"],
    ["the wa_id verbatim before its key", { bsuid: account2, waId: "5215500000001" }, "by-wa-id"],
    ["the key before the parent", { waId: "525500000001", parentBsuid: "ES.ENT.1" }, "by-key"],
    ["the parent before a new customer", { bsuid: account2, parentBsuid: "ES.ENT.1" }, "by-parent"],
    ["else a new customer", { bsuid: account2, waId: phone2 }, "new"],
  ])("%s", (_, from, customer) => {
    expect(filedWith(from, all)[0]).toBe(customer);
  });

  it("a BSUID of another portfolio is another id", () => {
    const store = known([row("bsuid", account1)]);
    expect(filedWith({ bsuid: account1, scope: "portfolio-2" }, store)).toEqual(["new", "new"]);
  });

  it('"" counts as absent', () => {
    const store = known([row("wa_id", ""), row("bsuid", account1, { customerId: "c2" })]);
    expect(filedWith({ waId: "", parentBsuid: "", bsuid: account1 }, store)).toEqual(["c2", "i-c2"]);
    expect(decide({ waId: "", bsuid: account2 }, known([])).changes).toEqual([begins("bsuid", account2)]);
  });

  it("D12 a BSUID never matches as a phone, nor makes one", () => {
    const store = known([row("wa_id", phone1)]);
    const decision = decide({ bsuid: `ES.${phone1}` }, store);
    expect(decision.customer).toEqual({ kind: "new" });
    expect(decision.changes).toEqual([begins("bsuid", `ES.${phone1}`)]);
  });

  it("a late message is matched with the rows that were valid when it was sent", () => {
    const store = known([
      row("wa_id", phone1, { customerId: "before", validTo: 300 }),
      row("wa_id", phone1, { customerId: "after", validFrom: 300 }),
    ]);
    expect(filedWith({ waId: phone1, sentAt: 299 }, store)[0]).toBe("before");
    expect(filedWith({ waId: phone1, sentAt: 300 }, store)[0]).toBe("after");
  });

  it("D2 a message older than all that is known of its sender is filed with that sender", () => {
    const store = known([
      row("bsuid", account1, { validFrom: 600 }),
      row("wa_id", phone1, { validFrom: 600 }),
    ]);
    const decision = decide({ bsuid: account1, waId: phone1 }, store);
    expect(decision.customer).toEqual({ kind: "existing", customerId: "c1" });
    expect(decision.changes).toEqual([]);
  });

  it("a former BSUID still names its user, and is current again", () => {
    const store = known([row("bsuid", account1, { validTo: 300 })]);
    const decision = decide({ bsuid: account1 }, store);
    expect(decision.customer).toEqual({ kind: "existing", customerId: "c1" });
    expect(decision.changes).toEqual([begins("bsuid", account1)]);
  });

  it("a new customer gets a row for every id that the message brings", () => {
    const decision = decide({ bsuid: account1, waId: phone1, parentBsuid: "ES.ENT.1" }, known([]));
    expect(decision.changes).toEqual([
      begins("bsuid", account1),
      begins("wa_id", phone1),
      begins("parent_bsuid", "ES.ENT.1"),
    ]);
  });
});

describe("N2 BSUID known, phone new", () => {
  it("the phone is added to that customer", () => {
    const decision = decide({ bsuid: account1, waId: phone1 }, known([row("bsuid", account1)]));
    expect(decision).toMatchObject({ identity: { identityId: "i-c1" }, lines: [], merges: [] });
    expect(decision.changes).toEqual([begins("wa_id", phone1)]);
  });

  it("another phone of the same identity ends, with a line in the thread", () => {
    const store = known([row("bsuid", account1), row("phone", `+${phone1}`), row("wa_id", phone1)]);
    const decision = decide({ bsuid: account1, waId: phone2 }, store);
    expect(decision.changes).toEqual([
      ends(`c1:phone:+${phone1}`),
      ends(`c1:wa_id:${phone1}`),
      begins("wa_id", phone2),
    ]);
    expect(decision.lines).toEqual([{ line: "phone-changed", customerId: null, from: phone1, to: phone2 }]);
  });

  it("a phone of another identity of the same customer stays", () => {
    const store = known([row("bsuid", account1), row("wa_id", phone1, { identityId: "work" })]);
    expect(decide({ bsuid: account1, waId: phone2 }, store).changes).toEqual([begins("wa_id", phone2)]);
  });

  it("a late message ends nothing newer: its phone was the account's until then", () => {
    const store = known([row("bsuid", account1), row("wa_id", phone2, { validFrom: 700 })]);
    expect(decide({ bsuid: account1, waId: phone1 }, store).changes).toEqual([begins("wa_id", phone1, 700)]);
  });

  it("the same pair again changes nothing", () => {
    const store = known([row("bsuid", account1), row("wa_id", phone1)]);
    expect(decide({ bsuid: account1, waId: phone1 }, store)).toMatchObject({ changes: [], lines: [] });
  });
});

describe("N3 BSUID new, phone known, identity without BSUID of this portfolio", () => {
  it("the BSUID is added", () => {
    const decision = decide({ bsuid: account1, waId: phone1 }, known([row("wa_id", phone1)]));
    expect(decision).toMatchObject({
      customer: { customerId: "c1" },
      identity: { identityId: "i-c1" },
      confirmFirstAnswer: false,
    });
    expect(decision.changes).toEqual([begins("bsuid", account1)]);
  });

  it("a BSUID of another portfolio does not count", () => {
    const other = { ...row("bsuid", account2), scope: "portfolio-2" };
    const decision = decide({ bsuid: account1, waId: phone1 }, known([row("wa_id", phone1), other]));
    expect(decision.changes).toEqual([begins("bsuid", account1)]);
  });
});

describe("N4 BSUID new, phone known, identity has another BSUID of this portfolio", () => {
  const store = known([row("bsuid", account1), row("phone", `+${phone1}`), row("wa_id", phone1)]);

  it("same customer, new identity with the phone; the old BSUID ends; the first answer asks to confirm", () => {
    const decision = decide({ bsuid: account2, waId: phone1 }, store);
    expect(decision).toMatchObject({
      customer: { kind: "existing", customerId: "c1" },
      identity: { kind: "new" },
      confirmFirstAnswer: true,
      lines: [{ line: "account-changed", customerId: null, from: account1, to: account2 }],
      merges: [],
    });
    expect(decision.changes).toEqual([
      ends(`c1:bsuid:${account1}`),
      ends(`c1:phone:+${phone1}`),
      ends(`c1:wa_id:${phone1}`),
      begins("bsuid", account2),
      begins("phone", `+${phone1}`),
      begins("wa_id", phone1),
    ]);
  });

  it("a late message does not take the number from the account that came after it", () => {
    const later = known([row("bsuid", account2, { validFrom: 700 }), row("wa_id", phone1)]);
    const decision = decide({ bsuid: account1, waId: phone1 }, later);
    expect(decision).toMatchObject({ identity: { kind: "new" }, confirmFirstAnswer: false });
    expect(decision.changes).toEqual([begins("bsuid", account1, 700)]);
  });

  it("nor from one that wrote since", () => {
    const wrote = known(store.rows.slice(), {}, { "i-c1": { lastInboundAt: 800, lastInboundWaId: phone1 } });
    const decision = decide({ bsuid: account2, waId: phone1 }, wrote);
    expect(decision.changes).toEqual([begins("bsuid", account2)]);
    expect(decision.confirmFirstAnswer).toBe(false);
  });

  it("an account that the customer had before gets its old identity again", () => {
    const back = known([
      row("bsuid", account2, { identityId: "old", validTo: 300 }),
      row("bsuid", account1),
      row("wa_id", phone1),
    ]);
    expect(filedWith({ bsuid: account2, waId: phone1 }, back)).toEqual(["c1", "old"]);
  });
});

describe("N5 BSUID of customer 1, phone of customer 2, in one message", () => {
  const one = row("bsuid", account1);
  const two = row("wa_id", phone2, { customerId: "c2" });
  const pair = { bsuid: account1, waId: phone2 };

  it("filed with 1; the row ends at 2 and begins at 1", () => {
    const decision = decide(pair, known([one, two]));
    expect(decision.customer).toEqual({ kind: "existing", customerId: "c1" });
    expect(decision.changes).toEqual([ends(`c2:wa_id:${phone2}`), begins("wa_id", phone2)]);
  });

  it("what is still queued at 2 for that phone waits for a person", () => {
    expect(decide(pair, known([one, two])).holdQueued).toEqual([{ customerId: "c2", phoneKey: phone2 }]);
  });

  it("2 is an empty card: merged into 1", () => {
    const typed = row("phone", `+${phone2}`, { customerId: "c2" });
    const decision = decide(pair, known([one, typed], { c2: { hasMessages: false } }));
    expect(decision.merges).toEqual([{ kind: "merge", into: "c1", from: "c2", because: "empty-card" }]);
    expect(decision).toMatchObject({ lines: [], holdQueued: [] });
    expect(decision.changes).toEqual([
      ends(`c2:phone:+${phone2}`),
      begins("phone", `+${phone2}`),
      begins("wa_id", phone2),
    ]);
  });

  it.each([
    ["a message", [], true],
    ["another address", [row("email", "maria@example.com", { customerId: "c2" })], false],
  ])("2 has %s: no empty card, the merge is only suggested", (_, more, hasMessages) => {
    const decision = decide(pair, known([one, two, ...more], { c2: { hasMessages } }));
    expect(decision.merges).toEqual([{ kind: "suggest", into: "c1", from: "c2", because: "same-phone" }]);
  });

  it("2 has a BSUID of this portfolio: only a line in both threads", () => {
    const decision = decide(pair, known([one, two, row("bsuid", account2, { customerId: "c2" })]));
    expect(decision.merges).toEqual([]);
    expect(decision.lines).toEqual([
      { line: "phone-left", customerId: "c2", from: phone2, to: null },
      { line: "phone-joined", customerId: null, from: null, to: phone2 },
    ]);
  });

  it("2 has a BSUID of another portfolio: that proves nothing, the merge is suggested", () => {
    const other = { ...row("bsuid", account2, { customerId: "c2" }), scope: "portfolio-2" };
    expect(decide(pair, known([one, two, other])).merges).toMatchObject([{ kind: "suggest" }]);
  });

  it.each([
    ["wrote with it later", 100, 501, []],
    ["wrote with it at that very moment", 100, 500, [ends(`c2:wa_id:${phone2}`), begins("wa_id", phone2)]],
    ["wrote with it before", 100, 499, [ends(`c2:wa_id:${phone2}`), begins("wa_id", phone2)]],
    ["has it only since later", 501, null, []],
  ])("never if 2 has newer proof: 2 %s", (_, validFrom, lastInboundAt, changes) => {
    const identities = { "i-c2": { lastInboundAt, lastInboundWaId: phone2 } };
    const store = known([one, { ...two, validFrom }], {}, identities);
    const decision = decide(pair, store);
    expect(decision.customer).toEqual({ kind: "existing", customerId: "c1" });
    expect(decision.changes).toEqual(changes);
  });

  it("a phone that was only typed later is no proof", () => {
    const typed = row("phone", `+${phone2}`, { customerId: "c2", validFrom: 600 });
    expect(decide(pair, known([one, typed])).changes[0]).toEqual(ends(`c2:phone:+${phone2}`, 600));
  });

  it("N2 holds as well: the phone that 1 had before ends", () => {
    const decision = decide(pair, known([one, row("wa_id", phone1), two]));
    expect(decision.changes).toEqual([
      ends(`c1:wa_id:${phone1}`),
      ends(`c2:wa_id:${phone2}`),
      begins("wa_id", phone2),
    ]);
  });
});

describe("N6 the phone key fits several customers", () => {
  const typed = (customerId: string) => row("phone", "+525500000001", { customerId });
  const variant = (customerId: string) => row("wa_id", "5215500000001", { customerId });
  it.each<[string, AddressRow[], Record<string, Partial<CustomerFacts>>, string]>([
    ["the verbatim match", [variant("v"), typed("t")], { t: { lastWroteAt: 400 } }, "t"],
    [
      "else the last to have written",
      [variant("v"), row("wa_id", "5215500000001", { customerId: "w" })],
      { w: { lastWroteAt: 300 }, v: { lastWroteAt: 299 } },
      "w",
    ],
    [
      "else the oldest",
      [variant("v"), row("wa_id", "5215500000001", { customerId: "w" })],
      { v: { createdAt: 101 }, w: { createdAt: 100 } },
      "w",
    ],
  ])("%s; a merge is suggested", (_, rows, customers, chosen) => {
    const decision = decide({ waId: "525500000001" }, known(rows, customers));
    expect(decision.customer).toEqual({ kind: "existing", customerId: chosen });
    const other = rows.map(({ customerId }) => customerId).find((id) => id !== chosen);
    expect(decision.merges).toEqual([
      { kind: "suggest", into: chosen, from: other, because: "same-phone-key" },
    ]);
    expect(decision.changes).toEqual([begins("wa_id", "525500000001")]);
  });

  it("is not suggested again with every message", () => {
    const store = known([row("wa_id", "525500000001"), variant("v")]);
    expect(decide({ waId: "525500000001" }, store)).toMatchObject({ changes: [], merges: [] });
  });
});

describe("N7 the phone is known only from before", () => {
  const store = known([row("wa_id", phone1, { validTo: 300 })]);
  it("a new customer, for the number may have a new owner; the old one is suggested", () => {
    const decision = decide({ waId: phone1 }, store);
    expect(decision.customer).toEqual({ kind: "new" });
    expect(decision.merges).toEqual([{ kind: "suggest", into: null, from: "c1", because: "former-phone" }]);
  });
  it.each([
    [299, "c1"],
    [300, "new"],
  ])("sent at %i, the end being 300: %s", (sentAt, customer) => {
    expect(filedWith({ waId: phone1, sentAt }, store)[0]).toBe(customer);
  });
});

describe("D13 the variants of one phone are one customer, and answers go to WhatsApp's own id", () => {
  it.each([
    ["+525500000001", "5215500000001"],
    ["+5531980000001", "553180000001"],
    ["+5491100000001", "541100000001"],
  ])("typed %s, inbound %s", (typed, waId) => {
    const decision = decide({ waId }, known([row("phone", typed)]));
    expect(decision.customer).toEqual({ kind: "existing", customerId: "c1" });
    expect(decision.changes).toEqual([begins("wa_id", waId)]);
  });

  it("5511950000001 and 551150000001 are two customers", () => {
    expect(filedWith({ waId: "551150000001" }, known([row("wa_id", "5511950000001")]))[0]).toBe("new");
  });
});

describe("a parent BSUID", () => {
  it("leads to its identity, which gets the BSUID of this portfolio", () => {
    const store = known([row("parent_bsuid", "ES.ENT.1")]);
    const decision = decide({ bsuid: account1, parentBsuid: "ES.ENT.1", waId: phone1 }, store);
    expect(decision).toMatchObject({ customer: { customerId: "c1" }, identity: { identityId: "i-c1" } });
    expect(decision.changes).toEqual([begins("bsuid", account1), begins("wa_id", phone1)]);
  });

  it("N4 holds for it too", () => {
    const store = known([row("parent_bsuid", "ES.ENT.1"), row("bsuid", account1)]);
    const decision = decide({ bsuid: account2, parentBsuid: "ES.ENT.1" }, store);
    expect(decision).toMatchObject({ identity: { kind: "new" }, confirmFirstAnswer: true });
    expect(decision.changes).toEqual([
      ends(`c1:bsuid:${account1}`),
      ends("c1:parent_bsuid:ES.ENT.1"),
      begins("bsuid", account2),
      begins("parent_bsuid", "ES.ENT.1"),
    ]);
  });
});
