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
import type { AddressRow, CustomerFacts } from "./identity.ts";

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
