import { describe, expect, it } from "vitest";
import { explainDestination } from "./destination-reason.ts";
import type { AddressRow } from "./identity.ts";

const row = (kind: AddressRow["kind"], value: string, more: Partial<AddressRow> = {}): AddressRow => ({
  id: `${kind} ${value}`,
  customerId: "c",
  identityId: "i",
  kind,
  value,
  scope: kind === "bsuid" ? "portfolio" : "",
  validFrom: 1,
  validTo: null,
  ...more,
});

const phone = row("phone", "+34600900101");
const waId = row("wa_id", "34600900101");
const bsuid = row("bsuid", "ES.1234");
type Question = Partial<Parameters<typeof explainDestination>[0]>;

describe("N12 the reason for the address in use", () => {
  it.each<[string, Question, string, string]>([
    [
      "the number of the last message",
      { rows: [phone, waId, bsuid], lastInbound: { waId: "34600900101", bsuid: "ES.1234" } },
      "+34600900101",
      "last-message",
    ],
    [
      "the account of who wrote without showing the number",
      { rows: [phone, bsuid], lastInbound: { waId: null, bsuid: "ES.1234" } },
      "ES.1234",
      "hidden-phone",
    ],
    ["an account that is all we have", { rows: [bsuid] }, "ES.1234", "only-account"],
    [
      "what WhatsApp answered to the last send",
      { rows: [row("phone", "+525500000001")], lastAnswerWaId: "5215500000001" },
      "+5215500000001",
      "last-answer",
    ],
    ["a number that WhatsApp told", { rows: [phone, waId] }, "+34600900101", "told-by-whatsapp"],
    ["a number that somebody typed", { rows: [phone] }, "+34600900101", "typed"],
    [
      "a number whose WhatsApp form has ended",
      { rows: [phone, { ...waId, validTo: 2 }] },
      "+34600900101",
      "typed",
    ],
  ])("is told: %s", (_, given, value, because) => {
    const explained = explainDestination({
      rows: [],
      lastInbound: null,
      lastAnswerWaId: null,
      scope: "portfolio",
      needsPhone: false,
      ...given,
    });
    expect(explained).toMatchObject({ destination: { value }, because });
  });

  it("is told when there is none: no phone is ever made of an account", () => {
    const question = { rows: [bsuid], lastInbound: null, lastAnswerWaId: null, scope: "portfolio" };
    expect(explainDestination({ ...question, needsPhone: true })).toEqual({
      destination: { kind: "none", reason: "phone-needed" },
      because: "no-address",
    });
    expect(explainDestination({ ...question, rows: [], needsPhone: false }).because).toBe("no-address");
  });
});
