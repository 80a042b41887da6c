import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillTemplate, renderPreview } from "./fill-template.ts";
import type { FieldValues, TemplateComponent, TemplateContent } from "./template.ts";
import { fieldsOf } from "./template-fields.ts";

const booking: TemplateContent = {
  parameterFormat: "positional",
  components: [
    { type: "HEADER", format: "TEXT", text: "Reserva {{1}}", example: { header_text: ["R-100"] } },
    {
      type: "BODY",
      text: "Hola {{1}}, te esperamos el {{2}}. ¿Vienes en coche, {{1}}?",
      example: { body_text: [["María", "10 de marzo"]] },
    },
    { type: "FOOTER", text: "Hotel Miramar" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Sí" },
        {
          type: "URL",
          text: "Ver reserva",
          url: "https://example.com/r/{{1}}",
          example: ["https://example.com/r/100"],
        },
        { type: "PHONE_NUMBER", text: "Llamar", phone_number: "+34600900000" },
        { type: "COPY_CODE", example: "VERANO" },
      ],
    },
  ],
};

const filledBooking: FieldValues = {
  header: { "1": "R-200" },
  body: { "1": "Ana", "2": "11 de marzo" },
  buttons: { "1": "200", "3": "25OFF" },
};

const named: TemplateContent = {
  parameterFormat: "named",
  components: [
    { type: "BODY", text: "Hola {{guest_name}}, tu habitación {{room}} está lista." },
    { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Gracias" }] },
  ],
};

const bodyOnly = (text: string): TemplateContent => ({
  parameterFormat: "positional",
  components: [{ type: "BODY", text }],
});

const withHeader = (format: string): TemplateContent => ({
  parameterFormat: "positional",
  components: [
    { type: "HEADER", format },
    { type: "BODY", text: "Hola" },
  ],
});

describe("B2 the fields of a template", () => {
  it("stand in the order of a form, once each, with Meta's examples", () => {
    expect(fieldsOf(booking.components, booking.parameterFormat)).toEqual([
      { part: "header", name: "1", kind: "text", example: "R-100" },
      { part: "body", name: "1", kind: "text", example: "María" },
      { part: "body", name: "2", kind: "text", example: "10 de marzo" },
      { part: "button", name: "payload", kind: "payload", index: 0, optional: true },
      { part: "button", name: "1", kind: "text", index: 1, example: "100" },
      { part: "button", name: "code", kind: "code", index: 3, example: "VERANO" },
    ]);
  });

  it("of a named template carry their names, in the order of the text", () => {
    const components: TemplateComponent[] = [
      {
        type: "HEADER",
        format: "TEXT",
        text: "{{hotel}}",
        example: { header_text_named_params: [{ param_name: "hotel", example: "Miramar" }] },
      },
      {
        type: "BODY",
        text: "{{b}} {{a}}",
        example: { body_text_named_params: [{ param_name: "a", example: "uno" }] },
      },
    ];
    expect(fieldsOf(components, "named")).toEqual([
      { part: "header", name: "hotel", kind: "text", example: "Miramar" },
      { part: "body", name: "b", kind: "text" },
      { part: "body", name: "a", kind: "text", example: "uno" },
    ]);
  });

  it("numbered ones are sorted by number, not by text", () => {
    const text = "{{10}} {{2}} {{1}} {{3}} {{4}} {{5}} {{6}} {{7}} {{8}} {{9}} .";
    const names = fieldsOf(bodyOnly(text).components, "positional").map(({ name }) => name);
    expect(names).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  });

  it.each([
    ["IMAGE", ["image"]],
    ["VIDEO", ["video"]],
    ["DOCUMENT", ["document", "filename"]],
    ["LOCATION", ["latitude", "longitude", "name", "address"]],
  ])("a header %s asks for %j", (format, names) => {
    expect(fieldsOf(withHeader(format).components, "positional").map(({ name }) => name)).toEqual(names);
  });

  it("a template without variables has none", () => {
    expect(fieldsOf(bodyOnly("Hola").components, "positional")).toEqual([]);
  });

  it("a one-time code is asked for once, in the body", () => {
    const components: TemplateComponent[] = [
      { type: "BODY", text: "{{1}} es tu código." },
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copiar" }] },
    ];
    expect(fieldsOf(components, "positional")).toEqual([{ part: "body", name: "1", kind: "code" }]);
  });
});

describe("B2 a filled template", () => {
  it("is rendered whole: header, body, footer and buttons", () => {
    expect(fillTemplate(booking, filledBooking)).toEqual({
      kind: "filled",
      header: { kind: "text", text: "Reserva R-200" },
      body: "Hola Ana, te esperamos el 11 de marzo. ¿Vienes en coche, Ana?",
      footer: "Hotel Miramar",
      buttons: [
        { kind: "quick-reply", text: "Sí", value: null },
        { kind: "url", text: "Ver reserva", value: "https://example.com/r/200" },
        { kind: "phone", text: "Llamar", value: "+34600900000" },
        { kind: "code", text: "", value: "25OFF" },
      ],
    });
  });

  it("by names is rendered the same way", () => {
    expect(fillTemplate(named, { body: { guest_name: "Ana", room: "12" } })).toEqual({
      kind: "filled",
      body: "Hola Ana, tu habitación 12 está lista.",
      buttons: [{ kind: "quick-reply", text: "Gracias", value: null }],
    });
  });

  it("without fields is filled at once", () => {
    expect(fillTemplate(bodyOnly("Hola"), {})).toEqual({ kind: "filled", body: "Hola", buttons: [] });
  });

  it("never fills a value again, whatever it looks like", () => {
    const filled = fillTemplate(bodyOnly("{{1}} y {{2}}."), { body: { "1": "{{2}}", "2": "$& $1" } });
    expect(filled).toMatchObject({ kind: "filled", body: "{{2}} y $& $1." });
  });

  it("takes no value from an object's prototype", () => {
    const template: TemplateContent = {
      parameterFormat: "named",
      components: [{ type: "BODY", text: "Hola {{constructor}}." }],
    };
    expect(fillTemplate(template, { body: {} })).toMatchObject({ kind: "incomplete" });
  });

  it("shows a one-time code in text and button", () => {
    const template: TemplateContent = {
      parameterFormat: "positional",
      components: [
        { type: "BODY", text: "{{1}} es tu código." },
        { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copiar" }] },
      ],
    };
    expect(fillTemplate(template, { body: { "1": "123456" } })).toEqual({
      kind: "filled",
      body: "123456 es tu código.",
      buttons: [{ kind: "code", text: "Copiar", value: "123456" }],
    });
  });
});

describe("B2 a template stays unsent until every field is filled", () => {
  it.each<[string, FieldValues, string[]]>([
    ["nothing typed", {}, ["header 1", "body 1", "body 2", "button 1", "button code"]],
    ["spaces only", { ...filledBooking, body: { "1": "Ana", "2": " \n" } }, ["body 2"]],
    ["header empty", { ...filledBooking, header: { "1": "" } }, ["header 1"]],
    ["button empty", { ...filledBooking, buttons: { "1": "200" } }, ["button code"]],
  ])("%s", (_, values, missing) => {
    const verdict = fillTemplate(booking, values);
    expect(verdict.kind).toBe("incomplete");
    const fields = verdict.kind === "incomplete" ? verdict.missing : [];
    expect(fields.map(({ part, name }) => `${part} ${name}`)).toEqual(missing);
  });

  it("the name and the address of a place may stay empty, its coordinates may not", () => {
    const place = withHeader("LOCATION");
    expect(fillTemplate(place, { header: { latitude: "41.38", longitude: "2.17" } }).kind).toBe("filled");
    expect(fillTemplate(place, { header: { latitude: "41.38" } })).toMatchObject({
      kind: "incomplete",
      missing: [{ name: "longitude" }],
    });
  });
});

describe("values that Meta would refuse are named before sending", () => {
  const body = (value: string) => fillTemplate(bodyOnly("Hola {{1}}."), { body: { "1": value } });
  it.each([
    ["two line ends in a row pass", "a\n\nb", null],
    ["three do not", "a\n\n\nb", "newlines"],
    ["nor as CR LF", "a\r\n\r\n\r\nb", "newlines"],
    ["four spaces in a row pass", "a    b", null],
    ["five do not", "a     b", "spaces"],
    ["no tab", "a\tb", "tab"],
    ["a body of 1,024 passes", "x".repeat(1018), null],
    ["one of 1,025 does not", "x".repeat(1019), "too-long"],
  ])("%s", (_, value, problem) => {
    const verdict = body(value);
    expect(verdict.kind === "invalid" ? verdict.problems[0]?.problem : null).toBe(problem);
  });

  it.each([
    [52, "filled"],
    [53, "invalid"],
  ])("a header of 60 passes, one of 61 does not (%i + 8)", (length, kind) => {
    const values = { ...filledBooking, header: { "1": "x".repeat(length) } };
    expect(fillTemplate(booking, values).kind).toBe(kind);
  });

  it.each([
    [
      "a link longer than 2,000",
      { "1": "x".repeat(1979), "3": "A" },
      { problem: "too-long", part: "button" },
    ],
    ["a coupon longer than 20", { "1": "x", "3": "A".repeat(21) }, { problem: "too-long", part: "button" }],
  ])("%s is refused", (_, buttons, problem) => {
    expect(fillTemplate(booking, { ...filledBooking, buttons })).toMatchObject({
      kind: "invalid",
      problems: [problem],
    });
    const shorter = { "1": buttons["1"].slice(0, 1978), "3": buttons["3"].slice(0, 20) };
    expect(fillTemplate(booking, { ...filledBooking, buttons: shorter }).kind).toBe("filled");
  });

  it.each([
    ["IMAGE", "image", "1013859600285441", true],
    ["IMAGE", "image", "https://example.com/a.jpg", true],
    ["IMAGE", "image", "a.jpg", false],
    ["VIDEO", "video", "ftp://example.com/a.mp4", false],
    ["DOCUMENT", "document", "https:///a.pdf", false],
    ["DOCUMENT", "document", "0193a1b2-0000-7000-8000-000000000001", true],
    ["DOCUMENT", "document", "0193a1b2-0000-7000-8000", false],
  ])("%s from %s %s: %s", (format, name, source, sendable) => {
    const verdict = fillTemplate(withHeader(format), { header: { [name]: source } });
    expect(verdict.kind === "filled").toBe(sendable);
  });

  it.each([
    ["90", "180", true],
    ["-90.0", "-180", true],
    ["90.1", "0", false],
    ["0", "180.1", false],
    ["norte", "0", false],
  ])("a place at %s, %s: %s", (latitude, longitude, sendable) => {
    const verdict = fillTemplate(withHeader("LOCATION"), { header: { latitude, longitude } });
    expect(verdict.kind === "filled").toBe(sendable);
  });
});

describe("amounts, dates and what a tap brings back", () => {
  it("an amount is rendered as its text", () => {
    const total = { kind: "currency", text: "19,99 €", code: "EUR", amount1000: 19_990 } as const;
    expect(fillTemplate(bodyOnly("Total {{1}}."), { body: { "1": total } })).toMatchObject({
      kind: "filled",
      body: "Total 19,99 €.",
    });
  });

  it.each([
    ["lower case", "eur", 19_990],
    ["half a thousandth", "EUR", 0.5],
    ["no currency", "", 1],
  ])("an amount in %s is refused", (_, code, amount1000) => {
    const total = { kind: "currency", text: "19,99 €", code, amount1000 } as const;
    expect(fillTemplate(bodyOnly("Total {{1}}."), { body: { "1": total } })).toMatchObject({
      kind: "invalid",
      problems: [{ problem: "not-a-currency" }],
    });
  });

  it("an amount without a text is missing", () => {
    const total = { kind: "currency", text: " ", code: "EUR", amount1000: 1 } as const;
    expect(fillTemplate(bodyOnly("Total {{1}}."), { body: { "1": total } }).kind).toBe("incomplete");
  });

  it.each([
    ["256 characters", "x".repeat(256), "filled"],
    ["257 characters", "x".repeat(257), "invalid"],
  ])("a payload of %s", (_, payload, kind) => {
    expect(
      fillTemplate(booking, { ...filledBooking, buttons: { ...filledBooking.buttons, "0": payload } }).kind,
    ).toBe(kind);
  });

  it.each([
    ["an object", "{}", "filled"],
    ["a list", "[]", "invalid"],
    ["no JSON", "room", "invalid"],
  ])("the data of a flow as %s", (_, data, kind) => {
    const flow: TemplateContent = {
      parameterFormat: "positional",
      components: [
        { type: "BODY", text: "Hola" },
        { type: "BUTTONS", buttons: [{ type: "FLOW", text: "Reservar" }] },
      ],
    };
    expect(fillTemplate(flow, { buttons: { "0.data": data } }).kind).toBe(kind);
  });
});

describe("renderPreview", () => {
  it("B2 keeps {{1}} where nothing is typed", () => {
    const preview = renderPreview(booking, { body: { "2": "11 de marzo" } });
    expect(preview.header).toEqual({ kind: "text", text: "Reserva {{1}}" });
    expect(preview.body).toBe("Hola {{1}}, te esperamos el 11 de marzo. ¿Vienes en coche, {{1}}?");
    expect(preview.buttons[1]?.value).toBe("https://example.com/r/{{1}}");
  });
});

describe("fill ∘ fields", () => {
  const piece = fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((number) => `{{${number}}}`),
    fc.stringMatching(/^[ a-z,.¿?]{1,8}$/),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `x${pieces.join("")}`);

  it("every field filled with its own variable gives the template's text again", () => {
    fc.assert(
      fc.property(text, (body) => {
        const template = bodyOnly(body);
        const values = Object.fromEntries(
          fieldsOf(template.components, "positional").map(({ name }) => [name, `{{${name}}}`]),
        );
        expect(renderPreview(template, { body: values }).body).toBe(body);
      }),
    );
  });

  it("every field filled leaves no variable; any one left out is the only one missing", () => {
    fc.assert(
      fc.property(text, fc.nat(), (body, pick) => {
        const template = bodyOnly(body);
        const fields = fieldsOf(template.components, "positional");
        const values = Object.fromEntries(fields.map(({ name }) => [name, `v${name}`]));
        const filled = fillTemplate(template, { body: values });
        expect(filled.kind === "filled" && filled.body.includes("{{")).toBe(false);
        expect(filled.kind).toBe("filled");
        const left = fields[pick % Math.max(fields.length, 1)];
        if (left !== undefined) {
          const verdict = fillTemplate(template, { body: { ...values, [left.name]: "" } });
          expect(verdict).toEqual({ kind: "incomplete", missing: [left] });
        }
      }),
    );
  });
});
