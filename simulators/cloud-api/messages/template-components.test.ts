import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import type { TemplateSeed } from "../options.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

const seed = (name: string, category: string, ...components: JsonObject[]): TemplateSeed => ({
  name,
  language: "es",
  category,
  components: [{ type: "BODY", text: name === "codigo" ? "*{{1}}* es tu código." : "Hola" }, ...components],
});
const buttons = (...list: JsonObject[]): JsonObject => ({ type: "BUTTONS", buttons: list });
const card = {
  components: [
    { type: "HEADER", format: "IMAGE" },
    { type: "BODY", text: "Habitación {{1}}" },
  ],
};
const templates: TemplateSeed[] = [
  { ...seed("dinero", "UTILITY"), components: [{ type: "BODY", text: "Son {{1}} el {{2}}, gracias." }] },
  seed("foto", "UTILITY", { type: "HEADER", format: "IMAGE" }),
  seed("film", "UTILITY", { type: "HEADER", format: "VIDEO" }),
  seed("papel", "UTILITY", { type: "HEADER", format: "DOCUMENT" }),
  seed("sitio", "UTILITY", { type: "HEADER", format: "LOCATION" }),
  seed("gif", "MARKETING", { type: "HEADER", format: "GIF" }),
  seed("titulo", "UTILITY", { type: "HEADER", format: "TEXT", text: "Reserva {{1}} lista" }),
  seed("cupon", "MARKETING", buttons({ type: "COPY_CODE", example: "A" })),
  seed("flujo", "UTILITY", buttons({ type: "FLOW", text: "Abrir", flow_id: "77" })),
  seed("codigo", "AUTHENTICATION", buttons({ type: "OTP", otp_type: "COPY_CODE", text: "Copiar" })),
  seed("fijo", "UTILITY", buttons({ type: "URL", text: "Ver", url: "https://example.com/" })),
  seed("numero", "UTILITY", buttons({ type: "PHONE_NUMBER", text: "Llamar", phone_number: "+34600900900" })),
  seed("productos", "MARKETING", buttons({ type: "MPM", text: "Ver" })),
  seed("pregunta", "UTILITY", buttons({ type: "REQUEST_CONTACT_INFO" })),
  seed("oferta_fin", "MARKETING", {
    type: "LIMITED_TIME_OFFER",
    limited_time_offer: { text: "Solo hoy", has_expiration: true },
  }),
  seed("carrusel", "MARKETING", { type: "CAROUSEL", cards: [card, card] }),
];
const at = "2026-11-23T10:00:00Z";
const wabas = [
  {
    id: wabaId,
    name: "Hotel",
    timeZone: "Europe/Madrid",
    phoneNumbers: [{ id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel" }],
    templates,
  },
];
const order = (name: string, ...components: JsonObject[]): JsonObject => ({
  type: "template",
  template: { name, language: { code: "es" }, components },
});
const part = (type: string, ...parameters: JsonObject[]): JsonObject => ({ type, parameters });
const button = (subType: string, ...parameters: JsonObject[]): JsonObject => ({
  type: "button",
  sub_type: subType,
  index: "0",
  parameters,
});
const words = (text: string): JsonObject => ({ type: "text", text });
const money = (change: JsonObject = {}): JsonObject => ({
  type: "currency",
  currency: { fallback_value: "19,99 €", code: "EUR", amount_1000: 19_990, ...change },
});
const date: JsonObject = { type: "date_time", date_time: { fallback_value: "5 de agosto" } };
const file = (kind: string, url = "https://example.com/a"): JsonObject => ({
  type: kind,
  [kind]: { link: url },
});
const place = (location: JsonObject): JsonObject => ({ type: "location", location });
const cardOf = (index: number, text = `${index}`): JsonObject => ({
  card_index: index,
  components: [part("header", file("image")), part("body", words(text))],
});
const longCard = cardOf(1, "x".repeat(161 - "Habitación ".length));
const offer = (expiration_time_ms: number) =>
  part("limited_time_offer", { type: "limited_time_offer", limited_time_offer: { expiration_time_ms } });

it.each<[string, JsonObject, JsonObject]>([
  [
    "money and a date as their fallback words",
    order("dinero", part("body", money(), date)),
    { body: "Son 19,99 € el 5 de agosto, gracias." },
  ],
  ["a picture", order("foto", part("header", file("image"))), { header: { format: "IMAGE" } }],
  ["a film", order("film", part("header", file("video"))), { header: { format: "VIDEO" } }],
  [
    "a document with its name",
    order(
      "papel",
      part("header", { type: "document", document: { link: "https://example.com/a", filename: "a.pdf" } }),
    ),
    { header: { media: { filename: "a.pdf" } } },
  ],
  [
    "a place",
    order("sitio", part("header", place({ latitude: "41.4", longitude: 2.2, name: "Hotel" }))),
    { header: { place: { name: "Hotel" } } },
  ],
  [
    "a header with words",
    order("titulo", part("header", words("7"))),
    { header: { text: "Reserva 7 lista" } },
  ],
  [
    "a code to copy",
    order("cupon", button("copy_code", { type: "coupon_code", coupon_code: "25OFF" })),
    { buttons: [{ type: "COPY_CODE", value: "25OFF" }] },
  ],
  [
    "a flow with its token",
    order("flujo", button("flow", { type: "action", action: { flow_token: "t1", flow_action_data: {} } })),
    { buttons: [{ type: "FLOW", payload: "t1", value: "77" }] },
  ],
  ["a flow without anything", order("flujo"), { buttons: [{ type: "FLOW", payload: null }] }],
  [
    "a one-time code, sent as url",
    order("codigo", part("body", words("123456")), button("url", words("123456"))),
    { body: "*123456* es tu código.", buttons: [{ type: "OTP", value: "123456" }] },
  ],
  ["a fixed address", order("fijo"), { buttons: [{ value: "https://example.com/" }] }],
  ["the request for the number", order("pregunta"), { buttons: [{ type: "REQUEST_CONTACT_INFO" }] }],
  [
    "an offer that ends",
    order("oferta_fin", offer(Date.parse("2026-11-24T00:00:00Z"))),
    { offer: { text: "Solo hoy", endsAt: "2026-11-24T00:00:00.000Z" } },
  ],
  ["a carousel", order("carrusel", { type: "carousel", cards: [cardOf(1), cardOf(0)] }), {}],
])("sends %s (§3.6)", async (_name, message, template) => {
  const bench = await startBench({ at, wabas });
  expect(await bench.send(message)).toMatchObject({ status: 200 });
  await bench.api.settled();
  expect(bench.api.viewThread(maria).messages).toMatchObject([{ template }]);
  const isCarousel = JSON.stringify(message).includes("carousel");
  const cards = isCarousel ? [{ body: "Habitación 0" }, { body: "Habitación 1" }] : [];
  expect(bench.api.viewThread(maria).messages).toMatchObject([{ cards }]);
});

it.each<[string, JsonObject, number]>([
  ["money without currency", order("dinero", part("body", money({ code: "euros" }), date)), 132012],
  ["money without amount", order("dinero", part("body", money({ amount_1000: 1.5 }), date)), 132012],
  ["money without words", order("dinero", part("body", money({ fallback_value: "" }), date)), 131008],
  ["a picture for a film", order("film", part("header", file("image"))), 132012],
  ["no picture", order("foto"), 132012],
  [
    "a picture that nobody uploaded",
    order("foto", part("header", { type: "image", image: { id: "9" } })),
    100,
  ],
  ["a place without latitude", order("sitio", part("header", place({ longitude: 2 }))), 132012],
  ["a GIF on the Cloud API", order("gif", part("header", file("gif"))), 131055],
  ["a header that grows past 60", order("titulo", part("header", words("x".repeat(50)))), 132005],
  ["a header where there is none", order("fijo", part("header", words("x"))), 132000],
  ["a code button without code", order("cupon"), 131008],
  [
    "a code of 21",
    order("cupon", button("copy_code", { type: "coupon_code", coupon_code: "x".repeat(21) })),
    132018,
  ],
  ["text for a code button", order("cupon", button("copy_code", words("A"))), 132012],
  ["text for a flow", order("flujo", button("flow", words("A"))), 132012],
  ["a one-time code without button", order("codigo", part("body", words("123456"))), 131008],
  [
    "a one-time code of 16",
    order("codigo", part("body", words("1".repeat(16))), button("url", words("1".repeat(16)))),
    132018,
  ],
  ["something for a fixed address", order("fijo", button("url", words("x"))), 132000],
  ["something for a number", order("numero", button("phone_number", words("x"))), 132000],
  ["products without action", order("productos"), 131008],
  ["the same button twice", order("flujo", button("flow"), button("flow")), 132012],
  ["another kind of button", order("flujo", button("url", words("x"))), 132012],
  ["a button without sub_type", order("flujo", { type: "button", index: 0 }), 131008],
  ["an offer without end", order("oferta_fin"), 131008],
  ["an offer that is over", order("oferta_fin", offer(1)), 132012],
  ["one card of two", order("carrusel", { type: "carousel", cards: [cardOf(0)] }), 132000],
  ["a card of 161 characters", order("carrusel", { type: "carousel", cards: [cardOf(0), longCard] }), 132005],
  ["a card twice", order("carrusel", { type: "carousel", cards: [cardOf(0), cardOf(0)] }), 132012],
  ["an unknown component", order("fijo", part("sidebar")), 100],
])("refuses %s (§3.6)", async (_name, message, code) => {
  const bench = await startBench({ at, wabas });
  expect(await bench.send(message)).toMatchObject({ status: 400, body: { error: { code } } });
});

it("a file of the wrong kind in a header fails with 131053 afterwards", async () => {
  const bench = await startBench({ at, wabas });
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new File(["x"], "a.pdf", { type: "application/pdf" }));
  const headers = { authorization: "Bearer token" };
  const upload = await fetch(`${bench.api.url}/v24.0/${phoneId}/media`, {
    method: "POST",
    headers,
    body: form,
  });
  const { id } = JSON.parse(await upload.text());
  const answer = await bench.send(order("foto", part("header", { type: "image", image: { id } })));
  expect(answer.status).toBe(200);
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131053 }] }]);
});
