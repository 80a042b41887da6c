import { describe, expect, it } from "vitest";
import type { AddressKind } from "./address.ts";
import { type Destination, destinationFor } from "./destination.ts";
import type { AddressRow } from "./identity.ts";

const scope = "portfolio-1";
const [phone, account] = ["34600900001", "ES.1001"];

function row(kind: AddressKind, value: string, changes: Partial<AddressRow> = {}): AddressRow {
  return {
    id: value,
    customerId: "c1",
    identityId: "i1",
    kind,
    value,
    scope: kind === "bsuid" ? scope : "",
    validFrom: 100,
    validTo: null,
    ...changes,
  };
}

const to = (value: string): Destination => ({ kind: "to", value });
const recipient: Destination = { kind: "recipient", value: account };
type Question = Partial<Parameters<typeof destinationFor>[0]>;

function destination(question: Question): Destination {
  return destinationFor({
    rows: [],
    lastInbound: null,
    lastAnswerWaId: null,
    scope,
    needsPhone: false,
    ...question,
  });
}

describe("N12 where to send", () => {
  const both = [row("phone", `+${phone}`), row("wa_id", phone), row("bsuid", account)];
  it.each<[string, Question, Destination]>([
    [
      "the last inbound had a phone: to",
      { rows: both, lastInbound: { waId: phone, bsuid: account } },
      to(`+${phone}`),
    ],
    ["D12 it had none: recipient", { rows: both, lastInbound: { waId: null, bsuid: account } }, recipient],
    ['"" is none', { rows: both, lastInbound: { waId: "", bsuid: account } }, recipient],
    ["never written: the id of the last send answer", { rows: both, lastAnswerWaId: phone }, to(`+${phone}`)],
    ["never written, no answer: the E.164 phone", { rows: [row("phone", `+${phone}`)] }, to(`+${phone}`)],
    ["N9 only a BSUID, never written: recipient", { rows: [row("bsuid", account)] }, recipient],
    ["nothing at all", {}, { kind: "none", reason: "no-address" }],
    [
      "a BSUID of another portfolio is no address",
      { rows: [row("bsuid", account, { scope: "portfolio-2" })] },
      { kind: "none", reason: "no-address" },
    ],
    [
      "a BSUID that ended is no address",
      { rows: [row("bsuid", account, { validTo: 200 })], lastInbound: { waId: null, bsuid: account } },
      { kind: "none", reason: "no-address" },
    ],
    [
      "N5 a phone that changed hands is never written to",
      {
        rows: [row("wa_id", phone, { validTo: 200 }), row("bsuid", account)],
        lastInbound: { waId: phone, bsuid: account },
      },
      recipient,
    ],
    [
      "N2 the phone of now, not that of the last inbound",
      {
        rows: [row("wa_id", phone, { validTo: 200 }), row("wa_id", "34600900002")],
        lastInbound: { waId: phone, bsuid: null },
      },
      to("+34600900002"),
    ],
  ])("%s", (_, question, expected) => {
    expect(destination(question)).toEqual(expected);
  });

  it.each([
    ["+525500000001", "5215500000001"],
    ["+5531980000001", "553180000001"],
    ["+5491100000001", "541100000001"],
  ])("D13 typed %s: the answer goes to the inbound id %s verbatim", (typed, waId) => {
    const rows = [row("phone", typed), row("wa_id", waId)];
    expect(destination({ rows, lastInbound: { waId, bsuid: null } })).toEqual(to(`+${waId}`));
  });

  it("D13 typed, then answered by WhatsApp with another spelling: that one", () => {
    const rows = [row("phone", "+5531980000001"), row("wa_id", "553180000001")];
    expect(destination({ rows, lastAnswerWaId: "553180000001" })).toEqual(to("+553180000001"));
  });

  it.each<[string, Question, Destination]>([
    [
      "goes to the phone though the customer hides it",
      { rows: both, lastInbound: { waId: null, bsuid: account } },
      to(`+${phone}`),
    ],
    [
      "with a BSUID alone: not sendable",
      { rows: [row("bsuid", account)] },
      { kind: "none", reason: "phone-needed" },
    ],
    ["without any address", {}, { kind: "none", reason: "no-address" }],
  ])("a template that needs a phone (131062) %s", (_, question, expected) => {
    expect(destination({ ...question, needsPhone: true })).toEqual(expected);
  });
});
