import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import {
  ActionButtons,
  ActionCallPermission,
  ActionCatalog,
  ActionContactRequest,
  ActionCTA,
  ActionDataExchangeFlow,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  ActionProduct,
  ActionProductList,
  Audio,
  Birthday,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  CarouselCard,
  CarouselComponent,
  CatalogProduct,
  Contacts,
  CopyComponent,
  Currency,
  DateTime,
  Document,
  Email,
  FlowComponent,
  Footer,
  Header,
  HeaderComponent,
  HeaderParameter,
  Image,
  Interactive,
  ListSection,
  Location,
  LTOComponent,
  Name,
  PayloadComponent,
  Phone,
  Product,
  ProductSection,
  Reaction,
  Row,
  Sticker,
  Template,
  Text,
  URLComponent,
  Video,
} from "whatsapp-api-js/messages";
import { WhatsAppAPI } from "whatsapp-api-js/middleware/node-http";
import type { ClientMessage } from "whatsapp-api-js/types";
import type { CloudApi } from "../handle.ts";
import type { JsonObject } from "../json.ts";
import type { TemplateSeed } from "../options.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

const picture = "https://example.com/a.png";
const buttons = (...list: JsonObject[]): JsonObject => ({ type: "BUTTONS", buttons: list });
const seed = (name: string, category: string, ...components: JsonObject[]): TemplateSeed => ({
  name,
  language: "es",
  category,
  components: [{ type: "BODY", text: "Hola" }, ...components],
});
const card = {
  components: [
    { type: "HEADER", format: "IMAGE" },
    { type: "BODY", text: "Suite {{1}}" },
  ],
};
const templates: TemplateSeed[] = [
  {
    ...seed("completa", "UTILITY"),
    components: [
      { type: "HEADER", format: "DOCUMENT" },
      { type: "BODY", text: "Hola {{1}}, son {{2}} el {{3}}." },
      buttons(
        { type: "QUICK_REPLY", text: "Gracias" },
        { type: "URL", text: "Ver", url: "https://example.com/{{1}}" },
      ),
    ],
  },
  {
    ...seed("con_nombre", "UTILITY"),
    parameterFormat: "NAMED",
    components: [{ type: "BODY", text: "Hola {{nombre}}, ya puedes venir." }],
  },
  seed("sitio", "UTILITY", { type: "HEADER", format: "LOCATION" }),
  seed("cupon", "MARKETING", buttons({ type: "COPY_CODE", example: "A" })),
  seed("flujo", "UTILITY", buttons({ type: "FLOW", text: "Abrir", flow_id: "77" })),
  {
    ...seed("codigo", "AUTHENTICATION"),
    components: [
      { type: "BODY", text: "*{{1}}* es tu código." },
      buttons({ type: "OTP", otp_type: "COPY_CODE", text: "Copiar" }),
    ],
  },
  seed("carrusel", "MARKETING", { type: "CAROUSEL", cards: [card, card] }),
  seed("oferta_fin", "MARKETING", {
    type: "LIMITED_TIME_OFFER",
    limited_time_offer: { text: "Solo hoy", has_expiration: true },
  }),
];
const wabas = [
  {
    id: wabaId,
    name: "Hotel",
    timeZone: "Europe/Madrid",
    phoneNumbers: [{ id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel" }],
    templates,
  },
];

/** The client with Meta's address replaced by the simulator's. */
function connect(api: CloudApi): WhatsAppAPI {
  return new WhatsAppAPI({
    token: "token",
    appSecret: "secret",
    webhookVerifyToken: "verify",
    v: "v24.0",
    ponyfill: {
      fetch: (input, init) => fetch(String(input).replace("https://graph.facebook.com", api.url), init),
    },
  });
}

const ask = new Body("¿?");
const section = (title: string) => new ListSection(title, new Row(title, title, "Más"));

it.each<[string, () => ClientMessage, string?]>([
  ["text", () => new Text("Hola https://example.com", true)],
  ["image", () => new Image(picture, false, "La playa")],
  ["video", () => new Video("https://example.com/a.mp4")],
  ["audio", () => new Audio("https://example.com/a.ogg", false, true)],
  ["document", () => new Document("https://example.com/a.pdf", false, "Factura", "a.pdf")],
  ["sticker", () => new Sticker("https://example.com/a.webp")],
  ["location", () => new Location(2.19, 41.38, "Hotel", "Barcelona")],
  [
    "contacts",
    () =>
      new Contacts([
        new Name("Ana Ruiz", "Ana"),
        new Phone("+34600900002", "CELL", "34600900002"),
        new Email("ana@example.com"),
        new Birthday("1990", "03", "10"),
      ]),
  ],
  [
    "buttons",
    () =>
      new Interactive(
        new ActionButtons(new Button("si", "Sí"), new Button("no", "No")),
        new Body("¿Vienes?"),
        new Header(new Image(picture)),
        new Footer("Hotel"),
      ),
  ],
  ["a list", () => new Interactive(new ActionList("Ver", section("Uno"), section("Dos")), ask)],
  ["a link", () => new Interactive(new ActionCTA("Ver", "https://example.com"), ask)],
  ["the request for a place", () => new Interactive(new ActionLocation(), ask)],
  ["the request for the number", () => new Interactive(new ActionContactRequest(), ask)],
  ["the request to call", () => new Interactive(new ActionCallPermission(), ask)],
  [
    "a form that navigates",
    () => new Interactive(new ActionNavigateFlow("t", "77", "Abrir", "UNO", { a: 1 }), ask),
  ],
  ["a form that asks", () => new Interactive(new ActionDataExchangeFlow("t", "77", "Abrir"), ask)],
  ["a product", () => new Interactive(new ActionProduct(new CatalogProduct("suite", "1")), ask)],
  [
    "products",
    () =>
      new Interactive(
        new ActionProductList("1", new ProductSection("Suites", new Product("suite"))),
        new Body("¿?"),
        new Header("Carta"),
      ),
  ],
  ["a catalogue", () => new Interactive(new ActionCatalog(new Product("suite")), ask)],
  [
    "a template with header, money, date and buttons",
    () =>
      new Template(
        "completa",
        "es",
        new HeaderComponent(new HeaderParameter(new Document("https://example.com/a.pdf"))),
        new BodyComponent(
          new BodyParameter("Ana"),
          new BodyParameter(new Currency(19_990, "EUR", "19,99 €")),
          new BodyParameter(new DateTime("5 de agosto")),
        ),
        new PayloadComponent("GRACIAS"),
        new URLComponent("8812"),
      ),
    "Hola Ana, son 19,99 € el 5 de agosto.",
  ],
  [
    "a template with named parameters",
    () => new Template("con_nombre", "es", new BodyComponent(new BodyParameter("Ana", "nombre"))),
    "Hola Ana, ya puedes venir.",
  ],
  [
    "a template with a place",
    () =>
      new Template("sitio", "es", new HeaderComponent(new HeaderParameter(new Location(2, 41, "H", "B")))),
  ],
  ["a coupon", () => new Template("cupon", "es", new CopyComponent("25OFF"))],
  ["a flow button", () => new Template("flujo", "es", new FlowComponent("t", { a: 1 }))],
  ["a one-time code", () => Template.OTP("codigo", "es", "123456"), "*123456* es tu código."],
  ["an offer", () => new Template("oferta_fin", "es", new LTOComponent(Date.parse("2026-12-01")))],
  [
    "a carousel",
    () => {
      const one = (name: string) =>
        new CarouselCard(new Image(picture), new BodyComponent(new BodyParameter(name)));
      return new Template("carrusel", "es", new CarouselComponent(one("1"), one("2")));
    },
  ],
])("whatsapp-api-js sends %s, and it is delivered", async (_name, write, body) => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z", wabas });
  const { bsuid } = bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  const answer = await connect(bench.api).sendMessage(
    phoneId,
    { phone: `+${maria}`, bsuid },
    write(),
    undefined,
    "our-id",
  );
  expect(answer).toMatchObject({ contacts: [{ wa_id: maria }], messages: [{ id: expect.any(String) }] });
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([
    { status: "sent", biz_opaque_callback_data: "our-id" },
    { status: "delivered" },
  ]);
  const shown = bench.api.viewThread(maria).messages;
  expect(shown).toMatchObject([{}, body === undefined ? {} : { template: { body } }]);
});

it("whatsapp-api-js reacts, replies, reads with typing, blocks, and reads a refusal", async () => {
  const bench = await startBench({ wabas });
  const client = connect(bench.api);
  const { bsuid } = bench.api.addCustomer({ waId: maria, name: "María" });
  const { id } = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  expect(await client.sendMessage(phoneId, { phone: maria, bsuid }, new Reaction(id, "👍"))).toHaveProperty(
    "messages",
  );
  expect(await client.sendMessage(phoneId, { phone: maria, bsuid }, new Text("Sí"), id)).toHaveProperty(
    "messages",
  );
  expect(await client.markAsRead(phoneId, id, "text")).toEqual({ success: true });
  await bench.api.settled();
  expect(bench.api.viewThread(maria)).toMatchObject({
    messages: [
      { reaction: "👍", ticks: "read" },
      { text: "Sí", quoted: { text: "Hola" } },
    ],
  });
  expect(await client.blockUser(phoneId, { phone: maria, bsuid })).toMatchObject({
    block_users: { added_users: [{ input: maria, wa_id: maria }] },
  });
  expect(await client.unblockUser(phoneId, { phone: maria, bsuid })).toMatchObject({
    block_users: { removed_users: [{ wa_id: maria }] },
  });
  const refused = await client.sendMessage(phoneId, { phone: maria, bsuid }, new Template("nada", "es"));
  expect(refused).toMatchObject({ error: { code: 132001, fbtrace_id: expect.any(String) } });
});

it("whatsapp-api-js writes to somebody whose number is hidden", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z", wabas });
  const bsuid = "ES.1349120865530274";
  bench.api.addCustomer({ bsuid, name: "Lucía" });
  bench.api.writeAsCustomer(bsuid, { type: "text", text: { body: "Hola" } });
  const answer = await connect(bench.api).sendMessage(phoneId, { bsuid }, new Text("Hola, Lucía"));
  expect(answer).toMatchObject({ contacts: [{ user_id: bsuid }] });
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "delivered", recipient_user_id: bsuid });
});

it("whatsapp-api-js uploads, describes, fetches and deletes a file", async () => {
  const bench = await startBench({ wabas });
  const client = connect(bench.api);
  const form = new FormData();
  form.set("file", new File([new Uint8Array([137, 80, 78, 71])], "a.png", { type: "image/png" }));
  const uploaded = await client.uploadMedia(phoneId, form);
  const id = "id" in uploaded ? uploaded.id : "";
  const described = await client.retrieveMedia(id, phoneId);
  const url = "url" in described ? described.url : "";
  expect(described).toMatchObject({ mime_type: "image/png", file_size: 4, id });
  const file = await client.fetchMedia(url);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array([137, 80, 78, 71]));
  expect(await client.deleteMedia(id)).toEqual({ success: true });
});

it("whatsapp-api-js answers the handshake, checks signatures and reads messages and statuses", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z", wabas, retryScheduleMs: [] });
  const client = connect(bench.api);
  const heard: unknown[] = [];
  client.on.message = ({ contact, message, phoneID }) => {
    heard.push([phoneID, contact.profile?.name, message.type, message.id]);
  };
  client.on.status = ({ status, pricing, biz_opaque_callback_data }) => {
    heard.push([status, pricing?.category, biz_opaque_callback_data]);
  };
  const listen = async (request: IncomingMessage) => {
    if (request.method === "POST") {
      return { status: await client.handle_post(request), body: "" };
    }
    const query = Object.fromEntries(new URL(request.url ?? "", "http://localhost").searchParams);
    return { status: 200, body: client.get(query as Parameters<typeof client.get>[0]) };
  };
  const server = createServer((request, response) => {
    void listen(request).then(({ status, body }) => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  bench.api.setWebhookUrl(`http://127.0.0.1:${port}/`);
  expect(await bench.api.verifyWebhook()).toEqual({ isVerified: true, status: 200 });
  const { bsuid } = bench.api.addCustomer({ waId: maria, name: "María 🌊" });
  const { id } = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "¿Hay sitio? ñ 🚗" } });
  await bench.api.settled();
  await client.sendMessage(phoneId, { phone: maria, bsuid }, new Text("Sí"), undefined, "our-id");
  await bench.api.settled();
  expect(heard).toEqual([
    [phoneId, "María 🌊", "text", id],
    ["sent", "service", "our-id"],
    ["delivered", "service", "our-id"],
  ]);
  bench.api.addFault({ kind: "bad-signature" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "No soy Meta" } });
  await bench.api.settled();
  expect(heard).toHaveLength(3);
  expect(bench.api.deliveries().at(-1)).toMatchObject({ outcome: "given-up", status: 401 });
});
