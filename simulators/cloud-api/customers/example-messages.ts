import type { JsonObject } from "../json.ts";

/** What an example refers to: the last message of the business and of the customer, and who they are. */
export type ExampleContext = {
  businessMessageId: string;
  customerMessageId: string;
  waId: string | null;
  bsuid: string;
  name: string;
  digits: string;
  now: number;
};

type Example = (context: ExampleContext) => JsonObject;

const text = (body: string): JsonObject => ({ type: "text", text: { body } });
const answered = ({ businessMessageId }: ExampleContext): JsonObject =>
  businessMessageId === "" ? {} : { context: { id: businessMessageId } };
const interactive = (type: string, node: JsonObject) => (context: ExampleContext) => ({
  type: "interactive",
  interactive: { type, [type]: node },
  ...answered(context),
});
const system =
  (type: string, node: (context: ExampleContext) => JsonObject): Example =>
  (context) => ({ type: "system", system: { body: `${context.name}: ${type}`, type, ...node(context) } });
const unsupported =
  (type: string): Example =>
  () => ({ type: "unsupported", unsupported: { type } });
const place: JsonObject = {
  latitude: 41.3803,
  longitude: 2.1905,
  name: "Playa de la Barceloneta",
  address: "Passeig Marítim, Barcelona",
};
const card = (context: ExampleContext, phone: string): JsonObject => ({
  name: { formatted_name: context.name, first_name: context.name },
  phones: [{ phone, type: "CELL", wa_id: phone.replace("+", "") }],
});
const product: JsonObject = { product_retailer_id: "suite", quantity: 1, item_price: 180, currency: "EUR" };
const referral = (source: string, more: JsonObject = {}): JsonObject => ({
  ...text("Vi vuestro anuncio, ¿tenéis sitio?"),
  referral: {
    source_url: "https://example.com/ad",
    source_id: "120210000000000001",
    source_type: source,
    headline: "Escápate al mar",
    body: "Tres noches por el precio de dos",
    media_type: "image",
    image_url: "https://example.com/ad.jpg",
    thumbnail_url: "https://example.com/ad-small.jpg",
    welcome_message: { text: "¡Hola! ¿En qué te ayudamos?" },
    ...more,
  },
});

/** A message of every kind that a customer may send (whatsapp-platform §4.3, §4.4). */
const examples = {
  text: () => text("¿Hay parking?"),
  image: () => ({ type: "image", image: {} }),
  "image-with-caption": () => ({ type: "image", image: { caption: "Mi coche" } }),
  video: () => ({ type: "video", video: { caption: "La habitación" } }),
  audio: () => ({ type: "audio", audio: { voice: false } }),
  voice: () => ({ type: "audio", audio: { voice: true } }),
  document: () => ({ type: "document", document: { filename: "reserva.pdf" } }),
  sticker: () => ({ type: "sticker", sticker: {} }),
  "moving-sticker": () => ({ type: "sticker", sticker: { animated: true } }),
  location: () => ({ type: "location", location: place }),
  "location-reply": (context) => ({ type: "location", location: place, ...answered(context) }),
  contacts: (context) => ({
    type: "contacts",
    contacts: [{ ...card(context, "+34600900099"), origin: "other" }],
  }),
  "contact-without-name": () => ({ type: "contacts", contacts: [{ phones: [{ phone: "+34600900099" }] }] }),
  "contact-request": (context) => ({
    type: "contacts",
    contacts: [
      {
        ...card(context, `+${context.waId ?? "34600900098"}`),
        origin: "contact_request",
        vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${context.name}\nTEL:+${context.waId ?? "34600900098"}\nEND:VCARD`,
      },
    ],
    ...answered(context),
  }),
  button: (context) => ({ type: "button", button: { payload: "BAJA", text: "Baja" }, ...answered(context) }),
  "button-without-context": () => ({ type: "button", button: { payload: "BAJA", text: "Baja" } }),
  "button-reply": interactive("button_reply", { id: "si", title: "Sí" }),
  "list-reply": interactive("list_reply", { id: "suite", title: "Suite", description: "Vistas al mar" }),
  "flow-reply": interactive("nfm_reply", {
    name: "flow",
    body: "Sent",
    response_json: JSON.stringify({ flow_token: "t1", nights: "3" }),
  }),
  "call-permission": interactive("call_permission_reply", {
    response: "accept",
    is_permanent: false,
    response_source: "user_action",
  }),
  "broken-interactive": () => ({
    type: "interactive",
    valueErrors: [
      {
        code: 131000,
        title: "Something went wrong",
        message: "Something went wrong",
        error_data: { details: "" },
      },
    ],
  }),
  reaction: ({ businessMessageId, customerMessageId }) => ({
    type: "reaction",
    reaction: { message_id: businessMessageId || customerMessageId, emoji: "👍" },
  }),
  "reaction-removed": ({ businessMessageId, customerMessageId }) => ({
    type: "reaction",
    reaction: { message_id: businessMessageId || customerMessageId },
  }),
  order: () => ({
    type: "order",
    order: { catalog_id: "1013859600285441", text: "Para el sábado", product_items: [product] },
  }),
  reply: (context) => ({ ...text("A esto me refiero"), ...answered(context) }),
  forwarded: () => ({ ...text("Mira esto"), context: { forwarded: true } }),
  "frequently-forwarded": () => ({ ...text("Mira esto"), context: { frequently_forwarded: true } }),
  "product-question": () => ({
    ...text("¿Está libre?"),
    context: { referred_product: { catalog_id: "1013859600285441", product_retailer_id: "suite" } },
  }),
  "ad-referral": () => referral("ad", { ctwa_clid: "ARAkLkA8rmlFeiCktEJQ" }),
  "post-referral": () => referral("post"),
  "request-welcome": () => ({ type: "request_welcome" }),
  edit: ({ customerMessageId }) => ({
    type: "edit",
    edit: { original_message_id: customerMessageId, message: text("¿Hay parking cubierto?") },
  }),
  revoke: ({ customerMessageId }) => ({ type: "revoke", revoke: { original_message_id: customerMessageId } }),
  "unsupported-poll": unsupported("poll"),
  "unsupported-view-once": unsupported("view_once"),
  "unsupported-edit": unsupported("edit"),
  "unsupported-event": unsupported("event"),
  "unsupported-unnamed": () => ({ type: "unsupported" }),
  unknown: () => ({ type: "hologram", hologram: { id: "1" } }),
  "system-number": system("user_changed_number", ({ bsuid }) => ({
    wa_id: "34600900097",
    user_id: `${bsuid}9`,
    previous_user_id: bsuid,
  })),
  "system-user-id": system("user_changed_user_id", ({ bsuid }) => ({
    user_id: `${bsuid}8`,
    previous_user_id: bsuid,
  })),
  "system-identity": system("customer_identity_changed", ({ waId, now }) => ({
    ...(waId === null ? {} : { wa_id: waId }),
    identity: { acknowledged: false, created_timestamp: String(Math.floor(now / 1000)), hash: "9vGKyAbc=" },
  })),
  "system-legacy-number": system("customer_changed_number", () => ({ new_wa_id: "34600900097" })),
} satisfies Record<string, Example>;

export type ExampleKind = keyof typeof examples;

/** The kinds of examples, in the order of §4.3 and §4.4. */
export const exampleKinds = Object.keys(examples).filter(isExampleKind);

/** Whether there is an example of this name. */
export function isExampleKind(name: string): name is ExampleKind {
  return Object.hasOwn(examples, name);
}

/** The message object of a kind. */
export function writeExample(kind: ExampleKind, context: ExampleContext): JsonObject {
  const example: Example = examples[kind];
  return example(context);
}
