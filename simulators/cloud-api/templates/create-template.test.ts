import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject } from "../json.ts";
import { startBench, wabaId } from "../test-bench.ts";

const path = `/v24.0/${wabaId}/message_templates`;
const bodyOf = (text: string, ...examples: string[]): JsonObject => ({
  type: "BODY",
  text,
  ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});
const fine = bodyOf("Hola {{1}}, te esperamos en el hotel mañana.", "Ana");
const withParts = (...components: JsonObject[]): JsonObject => ({
  name: "nueva_llegada",
  language: "es",
  category: "UTILITY",
  components,
});
const withBody = (text: string, ...examples: string[]) => withParts(bodyOf(text, ...examples));
const withHeader = (header: JsonObject) => withParts({ type: "HEADER", ...header }, fine);
const withButtons = (...buttons: JsonObject[]) => withParts(fine, { type: "BUTTONS", buttons });
const quick = (text: string) => ({ type: "QUICK_REPLY", text });
const link = { type: "URL", text: "Ver", url: "https://example.com/r" };
const phone = { type: "PHONE_NUMBER", text: "Llamar", phone_number: "+34600900900" };
const code = (otp: JsonObject, ...others: JsonObject[]): JsonObject => ({
  ...withParts({ type: "BODY" }, ...others, { type: "BUTTONS", buttons: [{ type: "OTP", ...otp }] }),
  category: "AUTHENTICATION",
});

it.each<[string, JsonObject]>([
  ["positional variables", withParts(fine)],
  ["categories in lower case", { ...withParts(fine), category: "utility" }],
  [
    "named variables",
    {
      ...withParts({
        type: "body",
        text: "Hola {{nombre}}, te esperamos en el hotel mañana.",
        example: { body_text_named_params: [{ param_name: "nombre", example: "Ana" }] },
      }),
      parameter_format: "NAMED",
    },
  ],
  [
    "a header with a variable",
    withHeader({ format: "TEXT", text: "Reserva {{1}} lista", example: { header_text: ["48213"] } }),
  ],
  ["a place as header", withHeader({ format: "LOCATION" })],
  [
    "every ordinary button, quick replies first",
    withButtons(quick("Sí"), quick("No"), link, { ...link, text: "Otra" }, phone, {
      type: "COPY_CODE",
      example: "25OFF",
    }),
  ],
  [
    "an address with a variable at its end",
    withButtons({ ...link, url: "https://example.com/{{1}}", example: ["https://example.com/1"] }),
  ],
  [
    "a flow",
    withButtons({
      type: "FLOW",
      text: "Reservar",
      flow_id: "1",
      flow_action: "navigate",
      navigate_screen: "A",
    }),
  ],
  ["the request for the phone number", withButtons({ type: "REQUEST_CONTACT_INFO" })],
  ["a code to copy", code({ otp_type: "COPY_CODE" }, { type: "FOOTER", code_expiration_minutes: 90 })],
  [
    "a code by one tap",
    code({
      otp_type: "ONE_TAP",
      supported_apps: [{ package_name: "com.example.app", signature_hash: "K8a/AINcGX7" }],
    }),
  ],
  ["a time to live", { ...withParts(fine), message_send_ttl_seconds: 43_200 }],
])("takes %s", async (_name, body) => {
  const bench = await startBench({ templateReview: { verdict: "wait" } });
  expect(await bench.post(path, body)).toMatchObject({
    status: 200,
    body: {
      id: expect.stringMatching(/^\d+$/),
      status: "PENDING",
      category: String(body.category).toUpperCase(),
    },
  });
});

const long = (length: number) => "x".repeat(length);
it.each<[string, JsonObject, number | undefined]>([
  ["a name with capitals", { ...withParts(fine), name: "Hola" }, undefined],
  ["a name of 513", { ...withParts(fine), name: long(513) }, undefined],
  ["an unknown language", { ...withParts(fine), language: "es_XX" }, undefined],
  ["an unknown category", { ...withParts(fine), category: "PROMOTION" }, undefined],
  ["an unknown component", withParts(fine, { type: "SIDEBAR" }), undefined],
  ["no body", withParts({ type: "FOOTER", text: "Hotel" }), undefined],
  ["two bodies", withParts(fine, fine), undefined],
  ["a body of 1,025", withBody(long(1_025)), 2388040],
  ["a header of 61", withHeader({ format: "TEXT", text: long(61) }), 2388040],
  ["a footer of 61", withParts(fine, { type: "FOOTER", text: long(61) }), 2388040],
  ["a button of 26", withButtons(quick(long(26))), 2388040],
  ["a header with a line break", withHeader({ format: "TEXT", text: "a\nb" }), 2388047],
  ["a header with formatting", withHeader({ format: "TEXT", text: "*Reserva*" }), 2388047],
  ["a header with an emoji", withHeader({ format: "TEXT", text: "Reserva 🎉" }), 2388047],
  [
    "a header with two variables",
    withHeader({ format: "TEXT", text: "De {{1}} a {{2}} hoy", example: { header_text: ["a", "b"] } }),
    2388047,
  ],
  ["one brace", withBody("Hola {1}, te esperamos en el hotel."), 2388072],
  ["variables side by side", withBody("Hola {{1}} {{2}} te esperamos en el hotel hoy", "a", "b"), 2388072],
  [
    "a gap in the numbers",
    withBody("Hola {{1}}, te esperamos el {{2}} o el {{4}} en el hotel La Marea", "a", "b", "c", "d"),
    2388072,
  ],
  ["names in a positional template", withBody("Hola {{nombre}}, te esperamos en el hotel hoy", "a"), 2388072],
  [
    "a special character in a name",
    { ...withBody("Hola {{nombre#}}, te esperamos en el hotel"), parameter_format: "NAMED" },
    2388072,
  ],
  ["variables only", withBody("{{1}}", "a"), 2388072],
  ["a variable at the beginning", withBody("{{1}}, te esperamos en el hotel", "Ana"), 2388299],
  [
    "a variable at the end, before punctuation",
    withBody("Hola, el total de tu estancia es {{1}}.", "9"),
    2388299,
  ],
  ["more variables than words", withBody("Hola {{1}} y {{2}} hoy", "a", "b"), 2388293],
  ["a variable without example", withBody("Hola {{1}}, te esperamos en el hotel mañana."), undefined],
  ["a variable in the footer", withParts(fine, { type: "FOOTER", text: "Hotel {{1}}" }), 2388073],
  ["a picture as header without example", withHeader({ format: "IMAGE" }), undefined],
  [
    "a picture that was not uploaded",
    withHeader({ format: "IMAGE", example: { header_handle: ["4::aW1hZ2U="] } }),
    undefined,
  ],
  ["eleven buttons", withButtons(...Array.from({ length: 11 }, (_, n) => quick(`b${n}`))), undefined],
  ["quick replies on both sides", withButtons(quick("a"), link, quick("b")), undefined],
  ["three links", withButtons(link, link, link), undefined],
  ["two numbers", withButtons(phone, phone), undefined],
  ["an address of 2,001", withButtons({ ...link, url: `https://example.com/${long(1_982)}` }), 2388040],
  [
    "a variable inside an address",
    withButtons({ ...link, url: "https://example.com/{{1}}/x", example: ["a"] }),
    2388072,
  ],
  [
    "an address with a variable without example",
    withButtons({ ...link, url: "https://example.com/{{1}}" }),
    undefined,
  ],
  ["a code of 21", withButtons({ type: "COPY_CODE", example: long(21) }), 2388040],
  ["a code in a utility template", withButtons({ type: "OTP", otp_type: "COPY_CODE" }), undefined],
  ["a body text of our own in authentication", { ...withParts(fine), category: "AUTHENTICATION" }, undefined],
  [
    "a code that lasts 91 minutes",
    code({ otp_type: "COPY_CODE" }, { type: "FOOTER", code_expiration_minutes: 91 }),
    undefined,
  ],
  ["one tap without an app", code({ otp_type: "ONE_TAP" }), undefined],
  ["29 s to live", { ...withParts(fine), message_send_ttl_seconds: 29 }, undefined],
])("refuses %s (§3.5)", async (_name, body, subcode) => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z" });
  const answer = await bench.post(path, body);
  expect(answer).toMatchObject({
    status: 400,
    body: {
      error: { code: 100, error_user_title: expect.any(String), error_user_msg: expect.any(String) },
    },
  });
  expect(asObject(answer.body.error)?.error_subcode).toBe(subcode);
});

it("a second template of the same name and language is refused, another language is not", async () => {
  const bench = await startBench({ templateReview: { verdict: "wait" } });
  await bench.post(path, withParts(fine));
  expect(await bench.post(path, withParts(fine))).toMatchObject({
    body: { error: { error_subcode: 2388024 } },
  });
  await bench.control("PATCH", "/settings", { duplicateTemplateSubcode: 2388023 });
  expect(await bench.post(path, withParts(fine))).toMatchObject({
    body: { error: { error_subcode: 2388023 } },
  });
  expect((await bench.post(path, { ...withParts(fine), language: "es_MX" })).status).toBe(200);
});

it("an account makes 100 templates an hour and holds 250 until its business is verified", async () => {
  const waba = { id: wabaId, name: "Hotel", timeZone: "Europe/Madrid", isVerified: false, phoneNumbers: [] };
  const bench = await startBench({
    at: "2026-11-23T10:00:00Z",
    templateReview: { verdict: "wait" },
    managementLimit: null,
    wabas: [waba],
  });
  const create = (n: number) => bench.post(path, { ...withParts(fine), name: `t${n}` });
  for (let n = 0; n < 100; n += 1) {
    expect((await create(n)).status).toBe(200);
  }
  expect(await create(100)).toMatchObject({ body: { error: { code: 80007 } } });
  bench.clock.advance(3_600_000);
  for (let n = 100; n < 250; n += 1) {
    bench.clock.advance(60_000);
    expect((await create(n)).status).toBe(200);
  }
  expect(await create(250)).toMatchObject({ body: { error: { code: 100, error_subcode: 2388019 } } });
});

it("WhatsApp writes the texts of authentication templates itself", async () => {
  const bench = await startBench();
  const body = { type: "BODY", add_security_recommendation: true };
  const components = [body, { type: "FOOTER", code_expiration_minutes: 5 }];
  const answer = await bench.post(path, {
    ...code({ otp_type: "COPY_CODE" }),
    components: [...components, { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] }],
  });
  const shown = await bench.get(`/v24.0/${String(answer.body.id)}?fields=components`);
  expect(shown.body.components).toMatchObject([
    { type: "BODY", text: "*{{1}}* es tu código de verificación. Por tu seguridad, no lo compartas." },
    { type: "FOOTER", text: "Este código caduca en 5 minutos." },
    { type: "BUTTONS", buttons: [{ type: "OTP", text: "Copiar código" }] },
  ]);
});

it("authentication templates are made in many languages at once and shown before", async () => {
  const bench = await startBench({ templateReview: { when: "at-once" } });
  const body = { ...code({ otp_type: "COPY_CODE" }), languages: ["es", "en_US"], language: undefined };
  const upsert = `/v24.0/${wabaId}/upsert_message_templates`;
  const made = (await bench.post(upsert, body)).body;
  expect(made).toMatchObject({ data: [{ status: "APPROVED", language: "es" }, { language: "en_US" }] });
  expect((await bench.post(upsert, body)).body).toEqual(made);
  expect((await bench.post(upsert, { ...body, category: "UTILITY" })).status).toBe(400);
  const preview = `/v24.0/${wabaId}/message_template_previews?category=AUTHENTICATION&languages=en_US`;
  expect((await bench.get(`${preview}&code_expiration_minutes=5`)).body).toEqual({
    data: [
      {
        language: "en_US",
        body: "*{{1}}* is your verification code.",
        footer: "This code expires in 5 minutes.",
        buttons: [{ text: "Copy code" }],
      },
    ],
  });
});
