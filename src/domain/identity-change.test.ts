import { describe, expect, it } from "vitest";
import {
  begins,
  ends,
  known,
  account2 as newAccount,
  phone2 as newPhone,
  account1 as oldAccount,
  phone1 as oldPhone,
  row,
  scope,
} from "./identity.fixture.ts";
import type { AddressRow, KnownIdentities } from "./identity.ts";
import { decideIdentityChange, type IdentityEvent } from "./identity-change.ts";

function decide(changes: Partial<IdentityEvent>, store: KnownIdentities) {
  const event: IdentityEvent = {
    kind: "number-changed",
    oldWaId: oldPhone,
    newWaId: newPhone,
    oldBsuid: oldAccount,
    newBsuid: newAccount,
    scope,
    sentAt: 500,
    ...changes,
  };
  return decideIdentityChange({ event, known: store });
}

const one = [row("bsuid", oldAccount), row("wa_id", oldPhone)];

describe("N8 user_changed_number", () => {
  it("the old rows end and new ones begin, at a new identity whose window is closed (W12), with a system line", () => {
    expect(decide({}, known(one))).toEqual({
      customer: { kind: "existing", customerId: "c1" },
      identity: { kind: "new" },
      changes: [
        ends(`c1:bsuid:${oldAccount}`),
        ends(`c1:wa_id:${oldPhone}`),
        begins("bsuid", newAccount),
        begins("wa_id", newPhone),
      ],
      lines: [{ line: "number-changed", customerId: null, from: oldPhone, to: newPhone }],
      merges: [],
      holdQueued: [],
      confirmFirstAnswer: false,
    });
  });

  it.each<[string, Partial<IdentityEvent>, AddressRow[], string]>([
    [
      "of the previous BSUID first",
      {},
      [row("bsuid", oldAccount), row("wa_id", oldPhone, { customerId: "c2" })],
      "c1",
    ],
    ["else of the old wa_id", { oldBsuid: null }, [row("wa_id", oldPhone, { customerId: "c2" })], "c2"],
    [
      "else of the old wa_id in a variant",
      { oldWaId: "5215500000001" },
      [row("phone", "+525500000001")],
      "c1",
    ],
  ])("the holder %s", (_, event, rows, customerId) => {
    expect(decide(event, known(rows))).toMatchObject({ customer: { customerId } });
  });

  it("nobody holds the old ids: stored, no customer is made", () => {
    expect(decide({}, known([]))).toBeNull();
    expect(decide({ oldBsuid: "", oldWaId: "" }, known(one))).toBeNull();
  });

  it("the same event again finds no holder and changes nothing", () => {
    const after = one.map((ended) => ({ ...ended, validTo: 500 }));
    expect(decide({}, known(after))).toBeNull();
  });

  it("new id already at customer 2 with the same new BSUID: merged into 1, filed with 2's identity", () => {
    const two = [
      row("bsuid", newAccount, { customerId: "c2", validFrom: 510 }),
      row("wa_id", newPhone, { customerId: "c2", validFrom: 510 }),
    ];
    const decision = decide({}, known([...one, ...two]));
    expect(decision).toMatchObject({
      customer: { customerId: "c1" },
      identity: { kind: "existing", identityId: "i-c2" },
      merges: [{ kind: "merge", into: "c1", from: "c2", because: "same-bsuid" }],
      changes: [ends(`c1:bsuid:${oldAccount}`), ends(`c1:wa_id:${oldPhone}`)],
    });
  });

  it("2 holds only the phone: as N5, the row moves and a merge is suggested", () => {
    const two = row("wa_id", newPhone, { customerId: "c2" });
    expect(decide({}, known([...one, two]))).toMatchObject({
      changes: [
        ends(`c1:bsuid:${oldAccount}`),
        ends(`c1:wa_id:${oldPhone}`),
        begins("bsuid", newAccount),
        ends(`c2:wa_id:${newPhone}`),
        begins("wa_id", newPhone),
      ],
      merges: [{ kind: "suggest", into: "c1", from: "c2", because: "same-phone" }],
      holdQueued: [{ customerId: "c2", phoneKey: newPhone }],
    });
  });

  it("2 holds only the phone and is an empty card: as N5, merged", () => {
    const two = row("phone", `+${newPhone}`, { customerId: "c2" });
    expect(decide({}, known([...one, two], { c2: { hasMessages: false } }))).toMatchObject({
      merges: [{ kind: "merge", into: "c1", from: "c2", because: "empty-card" }],
    });
  });

  it("the BSUID survived: the same identity has another number", () => {
    expect(decide({ newBsuid: oldAccount }, known(one))).toMatchObject({
      identity: { kind: "existing", identityId: "i-c1" },
      changes: [ends(`c1:wa_id:${oldPhone}`), begins("wa_id", newPhone)],
      lines: [{ line: "number-changed" }],
    });
  });

  it("the old number only, as older payloads say it", () => {
    expect(decide({ oldBsuid: null, newBsuid: null }, known([row("wa_id", oldPhone)]))).toMatchObject({
      changes: [ends(`c1:wa_id:${oldPhone}`), begins("wa_id", newPhone)],
    });
  });
});

describe("N9 user_changed_user_id", () => {
  const event = { kind: "user-id-changed", oldWaId: null, newWaId: null } as const;
  it("the old BSUID ends, the new one begins; the phone ends too", () => {
    expect(decide(event, known(one))).toMatchObject({
      identity: { kind: "new" },
      changes: [ends(`c1:bsuid:${oldAccount}`), ends(`c1:wa_id:${oldPhone}`), begins("bsuid", newAccount)],
      lines: [{ line: "user-id-changed", from: oldAccount, to: newAccount }],
    });
  });

  it("security code changed: a line in the thread, no row changes", () => {
    expect(decide({ ...event, kind: "security-code-changed" }, known(one))).toMatchObject({
      identity: { kind: "existing", identityId: "i-c1" },
      changes: [],
      lines: [{ line: "security-code-changed", customerId: null }],
    });
  });
});
