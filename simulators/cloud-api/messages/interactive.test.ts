import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { phoneId, startBench } from "../test-bench.ts";

const long = (length: number) => "x".repeat(length);
const body = { text: "¿?" };
const interactive = (type: string, action: JsonObject | undefined, more: JsonObject = {}): JsonObject => ({
  type: "interactive",
  interactive: { type, body, ...(action === undefined ? {} : { action }), ...more },
});
const reply = (id: string, title = id) => ({ type: "reply", reply: { id, title } });
const link = (display_text = "Ver", url = "https://example.com") => ({
  name: "cta_url",
  parameters: { display_text, url },
});
const image = { type: "image", image: { link: "https://example.com/a.png" } };
const flow = (change: JsonObject = {}): JsonObject => ({
  name: "flow",
  parameters: { flow_message_version: "3", flow_id: "1", flow_cta: "Abrir", ...change },
});
const card = (card_index: number, change: JsonObject = {}): JsonObject => ({
  card_index,
  type: "cta_url",
  header: image,
  body: { text: "Suite" },
  action: link(),
  ...change,
});
const section = (title: string | undefined, ...ids: string[]): JsonObject => ({
  ...(title === undefined ? {} : { title }),
  rows: ids.map((id) => ({ id, title: id })),
});
const list = (...sections: JsonObject[]): JsonObject => ({ button: "Ver", sections });
const products = (count: number): JsonObject => ({
  catalog_id: "1",
  sections: [{ product_items: Array.from({ length: count }, (_, n) => ({ product_retailer_id: `p${n}` })) }],
});
const textHeader = { header: { type: "text", text: "Carta" } };

it.each<[string, JsonObject]>([
  ["buttons with a picture above", interactive("button", { buttons: [reply("a")] }, { header: image })],
  ["a list in two sections", interactive("list", list(section("Uno", "a"), section("Dos", "b")), textHeader)],
  [
    "a list body of 4,096",
    interactive("list", list(section(undefined, "a")), { body: { text: long(4_096) } }),
  ],
  ["a link", interactive("cta_url", link(long(20)))],
  ["the request for a place", interactive("location_request_message", { name: "send_location" })],
  [
    "a flow",
    interactive("flow", flow({ flow_cta: long(30), flow_token: "t", flow_action: "data_exchange" })),
  ],
  [
    "a product without words",
    {
      type: "interactive",
      interactive: { type: "product", action: { catalog_id: "1", product_retailer_id: "2" } },
    },
  ],
  ["thirty products", interactive("product_list", products(30), textHeader)],
  ["a catalogue", interactive("catalog_message", { name: "catalog_message" })],
  [
    "an address in India",
    interactive("address_message", { name: "address_message", parameters: { country: "IN" } }),
  ],
  ["the request to call", interactive("call_permission_request", { name: "call_permission_request" })],
  ["a carousel", interactive("carousel", { cards: [card(0), card(1)] })],
  ["the request for the phone number", interactive("request_contact_info", undefined)],
])("accepts %s (§2.3)", async (_name, message) => {
  const bench = await startBench();
  expect(await bench.send(message)).toMatchObject({ status: 200 });
});

it.each<[string, JsonObject, number]>([
  ["an unknown kind", interactive("poll", {}), 131009],
  ["no body", interactive("button", { buttons: [reply("a")] }, { body: undefined }), 131008],
  ["a footer of 61", interactive("cta_url", link(), { footer: { text: long(61) } }), 100],
  ["a header of 61", interactive("cta_url", link(), { header: { type: "text", text: long(61) } }), 100],
  ["a body of 1,025", interactive("cta_url", link(), { body: { text: long(1_025) } }), 100],
  ["the same id twice", interactive("button", { buttons: [reply("a"), reply("a", "b")] }), 131009],
  ["the same title twice", interactive("button", { buttons: [reply("a", "c"), reply("b", "c")] }), 131009],
  ["an id with a space at its end", interactive("button", { buttons: [reply("a ", "a")] }), 131009],
  ["an id of 257", interactive("button", { buttons: [reply(long(257), "a")] }), 100],
  ["a button that is no reply", interactive("button", { buttons: [{ ...reply("a"), type: "url" }] }), 131009],
  ["a picture above a list", interactive("list", list(section(undefined, "a")), { header: image }), 131009],
  [
    "two sections without titles",
    interactive("list", list(section(undefined, "a"), section("Dos", "b"))),
    131008,
  ],
  ["a section title of 25", interactive("list", list(section(long(25), "a"))), 100],
  ["the same row twice", interactive("list", list(section(undefined, "a", "a"))), 131009],
  ["a row title of 25", interactive("list", list({ rows: [{ id: "a", title: long(25) }] })), 100],
  [
    "a row description of 73",
    interactive("list", list({ rows: [{ id: "a", title: "a", description: long(73) }] })),
    100,
  ],
  ["a list button of 21", interactive("list", { ...list(section(undefined, "a")), button: long(21) }), 100],
  ["a link text of 21", interactive("cta_url", link(long(21))), 100],
  ["a link that is no address", interactive("cta_url", link("Ver", "example")), 131009],
  ["another name", interactive("cta_url", { ...link(), name: "url" }), 131009],
  [
    "a header above a request for a place",
    interactive("location_request_message", { name: "send_location" }, textHeader),
    131009,
  ],
  ["a flow of version 2", interactive("flow", flow({ flow_message_version: "2" })), 131009],
  ["a flow with id and name", interactive("flow", flow({ flow_name: "n" })), 131009],
  ["a flow button of 31", interactive("flow", flow({ flow_cta: long(31) })), 100],
  ["31 products", interactive("product_list", products(31), textHeader), 131009],
  ["products without header", interactive("product_list", products(1)), 131008],
  [
    "an address in Spain",
    interactive("address_message", { name: "address_message", parameters: { country: "ES" } }),
    131009,
  ],
  ["one card", interactive("carousel", { cards: [card(0)] }), 131009],
  ["eleven cards", interactive("carousel", { cards: Array.from({ length: 11 }, (_, n) => card(n)) }), 131009],
  [
    "a card body of 161",
    interactive("carousel", { cards: [card(0), card(1, { body: { text: long(161) } })] }),
    100,
  ],
  [
    "a card without picture",
    interactive("carousel", { cards: [card(0), card(1, { header: undefined })] }),
    131008,
  ],
])("refuses %s (§2.3)", async (_name, message, code) => {
  const bench = await startBench();
  expect(await bench.send(message)).toMatchObject({ status: 400, body: { error: { code } } });
});

const name = { formatted_name: "Ana Ruiz", first_name: "Ana" };
it.each<[string, JsonObject, number | null]>([
  ["a contact with everything", { name, birthday: "1990-03-10", phones: [{ phone: "+34600900001" }] }, null],
  ["a contact of one name alone", { name: { formatted_name: "Ana" } }, 131009],
  ["a birthday in words", { name, birthday: "10 March" }, 131009],
  ["phones that are no list", { name, phones: "+34600900001" }, 131009],
])("%s", async (_name, contact, code) => {
  const bench = await startBench();
  const answer = await bench.send({ type: "contacts", contacts: [contact] });
  expect(answer).toMatchObject(code === null ? { status: 200 } : { status: 400, body: { error: { code } } });
});

const opus = (channels: number) =>
  Buffer.concat([Buffer.from("OggS"), Buffer.alloc(24), Buffer.from("OpusHead"), Buffer.from([1, channels])]);
const webp = (size: number, kind: string) =>
  Buffer.concat([Buffer.from("RIFF0000WEBPVP8X"), Buffer.from(kind), Buffer.alloc(size)]);
it.each<[string, string, Buffer, JsonObject, number | null]>([
  ["a voice note with one channel", "audio/ogg", opus(1), { voice: true }, null],
  ["a voice note with two", "audio/ogg", opus(2), { voice: true }, 131053],
  ["a voice note that is no Opus", "audio/mpeg", Buffer.from("ID3"), { voice: true }, 131053],
  ["a sound that is no voice note", "audio/mpeg", Buffer.from("ID3"), {}, null],
  ["a still sticker of 100 KB", "image/webp", webp(101_000, "XXXX"), {}, null],
  ["a still sticker of more", "image/webp", webp(103_000, "XXXX"), {}, 131053],
  ["a moving sticker of 200 KB", "image/webp", webp(200_000, "ANIM"), {}, null],
])("%s (§2.2)", async (_name, mimeType, bytes, more, code) => {
  const bench = await startBench();
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new Blob([new Uint8Array(bytes)], { type: mimeType }), "file");
  const headers = { authorization: "Bearer token" };
  const address = `${bench.api.url}/v24.0/${phoneId}/media`;
  const upload = await fetch(address, { method: "POST", headers, body: form });
  const { id } = JSON.parse(await upload.text());
  const type = mimeType === "image/webp" ? "sticker" : "audio";
  bench.api.addCustomer({ waId: "34600900001", name: null });
  bench.api.writeAsCustomer("34600900001", { type: "text", text: { body: "Hola" } });
  await bench.send({ type, [type]: { id, ...more } });
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject(
    code === null ? { status: "delivered" } : { status: "failed", errors: [{ code }] },
  );
});
