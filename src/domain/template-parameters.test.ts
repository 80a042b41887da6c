import { describe, expect, it } from "vitest";
import type { FieldValues, TemplateComponent, TemplateContent } from "./template.ts";
import { toSendComponents } from "./template-parameters.ts";

const positional = (...components: TemplateComponent[]): TemplateContent => ({
  parameterFormat: "positional",
  components,
});
const hello: TemplateComponent = { type: "BODY", text: "Hola" };

describe("the components array of a send call (whatsapp-platform §3.6)", () => {
  it.each<[string, TemplateContent, FieldValues, unknown[]]>([
    ["no fields: empty", positional(hello), {}, []],
    [
      "positional: by number, static buttons left out",
      positional(
        { type: "HEADER", format: "TEXT", text: "Pedido {{1}}" },
        { type: "BODY", text: "Hola {{2}}, gracias {{1}}." },
        {
          type: "BUTTONS",
          buttons: [
            { type: "PHONE_NUMBER", text: "Llamar", phone_number: "+34600900000" },
            { type: "URL", text: "Web", url: "https://example.com" },
            { type: "URL", text: "Ver", url: "https://example.com/{{1}}" },
            { type: "COPY_CODE", example: "VERANO" },
          ],
        },
      ),
      {
        header: { "1": "8812" },
        body: { "1": "Ana", "2": "a ti" },
        buttons: { "2": "pedido/8812", "3": "25OFF" },
      },
      [
        { type: "header", parameters: [{ type: "text", text: "8812" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Ana" },
            { type: "text", text: "a ti" },
          ],
        },
        { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "pedido/8812" }] },
        {
          type: "button",
          sub_type: "copy_code",
          index: "3",
          parameters: [{ type: "coupon_code", coupon_code: "25OFF" }],
        },
      ],
    ],
    [
      "named: every text parameter carries its name, a numbered link does not",
      {
        parameterFormat: "named",
        components: [
          { type: "BODY", text: "Hola {{first_name}}, {{room}}." },
          { type: "BUTTONS", buttons: [{ type: "URL", text: "Ver", url: "https://example.com/{{1}}" }] },
        ],
      },
      { body: { room: "12", first_name: "Ana" }, buttons: { "0": "x" } },
      [
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "first_name", text: "Ana" },
            { type: "text", parameter_name: "room", text: "12" },
          ],
        },
        { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "x" }] },
      ],
    ],
    [
      "image by id",
      positional({ type: "HEADER", format: "IMAGE" }, hello),
      { header: { image: "1013859600285441" } },
      [{ type: "header", parameters: [{ type: "image", image: { id: "1013859600285441" } }] }],
    ],
    [
      "video by link",
      positional({ type: "HEADER", format: "VIDEO" }, hello),
      { header: { video: "https://example.com/a.mp4" } },
      [{ type: "header", parameters: [{ type: "video", video: { link: "https://example.com/a.mp4" } }] }],
    ],
    [
      "document with its name",
      positional({ type: "HEADER", format: "DOCUMENT" }, hello),
      { header: { document: "1", filename: "factura.pdf" } },
      [
        {
          type: "header",
          parameters: [{ type: "document", document: { id: "1", filename: "factura.pdf" } }],
        },
      ],
    ],
    [
      "a place, its address left out",
      positional({ type: "HEADER", format: "LOCATION" }, hello),
      { header: { latitude: "41.38", longitude: "2.17", name: "Hotel Miramar" } },
      [
        {
          type: "header",
          parameters: [
            { type: "location", location: { latitude: "41.38", longitude: "2.17", name: "Hotel Miramar" } },
          ],
        },
      ],
    ],
    [
      "a one-time code: in the body and as url parameter of its button",
      positional(
        { type: "BODY", text: "{{1}} es tu código." },
        { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
      ),
      { body: { "1": "123456" } },
      [
        { type: "body", parameters: [{ type: "text", text: "123456" }] },
        { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "123456" }] },
      ],
    ],
  ])("%s", (_, template, values, components) => {
    expect(toSendComponents(template, values)).toEqual(components);
  });

  it.each<[string, FieldValues, unknown[]]>([
    ["payloads that nobody gave are left out", {}, []],
    [
      "a payload comes back with the tap",
      { buttons: { "1": "BAJA" } },
      [
        {
          type: "button",
          sub_type: "quick_reply",
          index: "1",
          parameters: [{ type: "payload", payload: "BAJA" }],
        },
      ],
    ],
  ])("quick replies: %s", (_, values, components) => {
    const buttons = [
      { type: "QUICK_REPLY", text: "Sí" },
      { type: "QUICK_REPLY", text: "No más" },
    ];
    expect(toSendComponents(positional(hello, { type: "BUTTONS", buttons }), values)).toEqual(components);
  });

  it.each<[string, FieldValues, unknown]>([
    ["without a token", {}, { flow_token: "unused" }],
    [
      "with token and data",
      { buttons: { "0": "T1", "0.data": '{"room": 12}' } },
      { flow_token: "T1", flow_action_data: { room: 12 } },
    ],
  ])("a flow %s", (_, values, action) => {
    const buttons = [{ type: "FLOW", text: "Reservar", flow_id: "1" }];
    expect(toSendComponents(positional(hello, { type: "BUTTONS", buttons }), values)).toEqual([
      { type: "button", sub_type: "flow", index: "0", parameters: [{ type: "action", action }] },
    ]);
  });

  it("a catalog names its first product, if it does", () => {
    const template = positional(hello, { type: "BUTTONS", buttons: [{ type: "CATALOG", text: "Carta" }] });
    expect(toSendComponents(template, {})).toEqual([]);
    expect(toSendComponents(template, { buttons: { "0": "SKU1" } })).toMatchObject([
      { sub_type: "catalog", parameters: [{ action: { thumbnail_product_retailer_id: "SKU1" } }] },
    ]);
  });

  it("an amount and a date, numbered and named", () => {
    const amount = { kind: "currency", text: "19,99 €", code: "EUR", amount1000: 19_990 } as const;
    const date = { kind: "date_time", text: "5 de agosto" } as const;
    const currency = { fallback_value: "19,99 €", code: "EUR", amount_1000: 19_990 };
    const body = { type: "BODY", text: "Pagaste {{1}} el {{2}} hoy." };
    expect(toSendComponents(positional(body), { body: { "1": amount, "2": date } })).toEqual([
      {
        type: "body",
        parameters: [
          { type: "currency", currency },
          { type: "date_time", date_time: { fallback_value: "5 de agosto" } },
        ],
      },
    ]);
    const named: TemplateContent = {
      parameterFormat: "named",
      components: [{ type: "BODY", text: "Pagaste {{total}} hoy." }],
    };
    expect(toSendComponents(named, { body: { total: amount } })).toEqual([
      { type: "body", parameters: [{ type: "currency", parameter_name: "total", currency }] },
    ]);
  });

  it("a file of ours is named until the message goes out", () => {
    const upload = "0193a1b2-0000-7000-8000-000000000001";
    expect(
      toSendComponents(positional({ type: "HEADER", format: "IMAGE" }, hello), { header: { image: upload } }),
    ).toEqual([{ type: "header", parameters: [{ type: "image", image: { upload } }] }]);
  });

  it("is never built with a field missing", () => {
    expect(() => toSendComponents(positional({ type: "BODY", text: "Hola {{1}}." }), {})).toThrow("body 1");
  });
});
