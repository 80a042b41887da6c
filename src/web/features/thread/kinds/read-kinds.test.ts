import { describe, expect, it } from "vitest";
import { readContacts } from "./read-contacts.ts";
import { readFlow } from "./read-flow.ts";
import { readOrder } from "./read-order.ts";
import { numberAt, textAt, webAddressAt } from "./read-payload.ts";

describe("payloads come from outside", () => {
  it.each([null, undefined, 1, "x", [], { other: 1 }, { order: 1, contacts: "x" }])(
    "%j has no order and no contacts",
    (payload) => {
      expect(readOrder(payload)).toEqual({ lines: [], sums: [] });
      expect(readContacts(payload)).toEqual([]);
      expect(textAt(payload, "__proto__")).toBeNull();
    },
  );

  it("numbers may be texts, and nothing else counts as one", () => {
    expect([numberAt({ n: "1.5" }, "n"), numberAt({ n: "" }, "n"), numberAt({ n: "x" }, "n")]).toEqual([
      1.5,
      null,
      null,
    ]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "fb.me/x", "", "//example.com"])(
    "%s is no address to be opened",
    (address) => expect(webAddressAt({ address }, "address")).toBeNull(),
  );
});

describe("an order", () => {
  it("has lines, and a sum for each currency without an error of binary fractions", () => {
    const product_items = [
      { product_retailer_id: "breakfast", quantity: 3, item_price: 0.1, currency: "EUR" },
      { product_retailer_id: "parking", quantity: "1", item_price: "15", currency: "USD" },
      { product_retailer_id: "gift", item_price: 0.2, currency: "EUR" },
      { quantity: 1, currency: "eur€" },
    ];
    expect(readOrder({ order: { product_items } })).toMatchObject({
      lines: [
        { product: "breakfast", quantity: 3 },
        {},
        { quantity: 1 },
        { product: null, price: null, currency: null },
      ],
      sums: [
        { currency: "EUR", amount: 0.5 },
        { currency: "USD", amount: 15 },
      ],
    });
  });
});

describe("a shared contact", () => {
  it("is read with WhatsApp's own number where there is one, each phone once", () => {
    const phones = [
      { phone: "600 900 002", wa_id: "34600900002" },
      { phone: "+34600900002" },
      { wa_id: "x" },
    ];
    expect(
      readContacts({ contacts: [{ name: { first_name: "Ana", last_name: "Ruiz" }, phones }] }),
    ).toMatchObject([{ name: "Ana Ruiz", company: null, phones: ["+34600900002"], emails: [] }]);
  });

  it("without a name is shown by what it has, and an empty one not at all", () => {
    const contacts = [{ emails: [{ email: "ana@example.com" }], org: { company: "Viajes" } }, {}];
    expect(readContacts({ contacts })).toMatchObject([
      { name: null, company: "Viajes", phones: [], emails: ["ana@example.com"] },
    ]);
  });
});

describe("the answers of a form", () => {
  it("are fields and values, without those of WhatsApp itself", () => {
    expect(readFlow('{"flow_token":"t","guest_count":2,"days":["vie","sáb"],"note":{"a":1}}')).toEqual([
      { field: "guest count", value: "2" },
      { field: "days", value: "vie, sáb" },
      { field: "note", value: '{"a":1}' },
    ]);
  });

  it.each([null, "", "hola", "[]", "1"])("%s is none", (response) => {
    expect(readFlow(response)).toBeNull();
  });
});
