import { describe, expect, it } from "vitest";
import {
  account1,
  account2,
  begins,
  decide,
  ends,
  filedWith,
  known,
  phone1,
  phone2,
  row,
} from "./identity.fixture.ts";
import type { Sender } from "./identity.ts";

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
