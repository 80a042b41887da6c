import { describe, expect, it } from "vitest";
import type { AddressKind } from "./address.ts";
import type { AddressRow } from "./identity.ts";
import { decidePair } from "./identity-pair.ts";

const scope = "portfolio-1";
const phone = "34600900001";

function row(kind: AddressKind, value: string, customerId = "c1", validFrom = 100): AddressRow {
  const identityId = `i-${customerId}`;
  const id = `${customerId}:${value}`;
  return {
    id,
    customerId,
    identityId,
    kind,
    value,
    scope: kind === "bsuid" ? scope : "",
    validFrom,
    validTo: null,
  };
}

function decide(pair: { waId?: string; bsuid?: string }, rows: AddressRow[]) {
  const { changes, merges, lines } = decidePair({
    pair: { customerId: "c1", identityId: "i-c1", waId: null, bsuid: null, scope, at: 500, ...pair },
    known: { rows, customers: [], identities: [] },
  });
  const added = changes.map((change) => (change.kind === "add" ? change.address.value : "moved"));
  return { added, suggested: merges.map(({ kind, from }) => `${kind} ${from}`), lines };
}

describe("N10 a pair in a send answer or a status", () => {
  it.each<[string, { waId?: string; bsuid?: string }, AddressRow[], string[], string[]]>([
    ["nobody holds them: both are added", { waId: phone, bsuid: "ES.1" }, [], [phone, "ES.1"], []],
    [
      "WhatsApp's spelling of a typed phone is added",
      { waId: phone },
      [row("phone", `+${phone}`)],
      [phone],
      [],
    ],
    [
      "a variant is added beside the phone",
      { waId: "5215500000001" },
      [row("wa_id", "525500000001")],
      ["5215500000001"],
      [],
    ],
    [
      "known ones change nothing",
      { waId: phone, bsuid: "ES.1" },
      [row("wa_id", phone), row("bsuid", "ES.1")],
      [],
      [],
    ],
    [
      "nor one known only since later",
      { waId: phone },
      [row("phone", phone), row("wa_id", phone, "c1", 600)],
      [],
      [],
    ],
    [
      "the phone is another's: suggested, never moved",
      { waId: phone },
      [row("wa_id", phone, "c2")],
      [],
      ["suggest c2"],
    ],
    [
      "the BSUID is another's: suggested",
      { bsuid: "ES.1" },
      [row("bsuid", "ES.1", "c2")],
      [],
      ["suggest c2"],
    ],
    [
      "both are another's: suggested once",
      { waId: phone, bsuid: "ES.1" },
      [row("wa_id", phone, "c2"), row("bsuid", "ES.1", "c2")],
      [],
      ["suggest c2"],
    ],
    ["a second BSUID waits for its first message (N4)", { bsuid: "ES.2" }, [row("bsuid", "ES.1")], [], []],
    ['"" is absent', { waId: "", bsuid: "ES.1" }, [], ["ES.1"], []],
  ])("%s", (_, pair, rows, added, suggested) => {
    expect(decide(pair, rows)).toEqual({ added, suggested, lines: [] });
  });
});
