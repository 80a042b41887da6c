import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type InboundFact, nobody } from "#channels/channel.ts";
import { parseWebhook } from "./parse-webhook.ts";

const folder = new URL("fixtures/", import.meta.url);
const at = Date.UTC(2026, 2, 10, 17, 2);
const maria = { ...nobody, waId: "34600900001", bsuid: "ES.1349120865530274", name: "María Soler" };
const noa = { ...nobody, bsuid: "ES.1349120865530274", name: "Noa" };

function read(fixture: string): InboundFact[] {
  return parseWebhook(readFileSync(new URL(`${fixture}.json`, folder)), null);
}

/** What is written of a shape: its name, the fixture that has it, and the facts that it becomes. */
type Shape = [name: string, fixture: string, facts: object[]];

const file = (mediaId: string, type: string) => [{ mediaId, type, part: null }];

/** The rows of §4.3: inbound message types. */
const types: Shape[] = [
  ["text", "text", [{ event: "text", kind: "text", text: "¿Hay parking?" }]],
  ["image", "image", [{ event: "media", kind: "image", text: "La habitación" }]],
  ["image with its address", "image-with-url", [{ attachments: file("1013859600285446", "image/jpeg") }]],
  ["video", "video", [{ event: "media", kind: "video" }]],
  ["audio that was recorded", "audio", [{ kind: "audio", payload: { voice: true } }]],
  ["audio that is a file", "audio-file", [{ kind: "audio", payload: null }]],
  ["document", "document", [{ kind: "document", attachments: [{ name: "reserva.pdf" }] }]],
  ["sticker", "sticker", [{ event: "sticker", kind: "sticker", payload: null }]],
  ["sticker that moves", "sticker-animated", [{ kind: "sticker", payload: { animated: true } }]],
  ["location", "location", [{ event: "location", answers: ["wamid.OUT1"] }]],
  ["contacts", "contacts", [{ event: "contacts", kind: "contacts" }]],
  ["contacts without a name", "contacts-nameless", [{ payload: { contacts: [{ origin: "other" }] } }]],
  [
    "contacts that answer our request for the number",
    "contacts-own-number",
    [{ sender: { ...noa, username: "noa" }, ownPhone: "34600900004", answers: ["wamid.OUT1"] }],
  ],
  ["button of a template", "button", [{ event: "button", text: "Confirmar" }]],
  [
    "button without context",
    "button-without-context",
    [{ text: "No quiero más", answers: [], payload: { button: { payload: "BAJA" } } }],
  ],
  ["interactive button_reply", "interactive-button", [{ event: "interactive", text: "Sí" }]],
  ["interactive list_reply", "interactive-list", [{ event: "interactive", text: "Doble" }]],
  ["interactive nfm_reply", "interactive-flow", [{ payload: { interactive: { flow: "flow" } } }]],
  [
    "interactive call_permission_reply",
    "interactive-call-permission",
    [
      {
        payload: {
          interactive: {
            type: "call_permission_reply",
            permission: { response: "accept", until: Date.UTC(2026, 2, 17, 17, 2) },
          },
        },
      },
    ],
  ],
  [
    "interactive of a kind that nobody knows",
    "interactive-from-the-future",
    [{ payload: { interactive: { type: "payment_reply", payment_reply: { reference: "R-1" } } } }],
  ],
  ["interactive without its node", "interactive-alone", [{ event: "interactive", payload: null }]],
  [
    "interactive without its node, with the error of the change",
    "interactive-without-body",
    [
      {
        event: "interactive",
        payload: { error: { code: "131000", detail: "The reply could not be read" } },
      },
    ],
  ],
  ["reaction", "reaction", [{ type: "reaction", emoji: "👍" }]],
  ["reaction taken off by an empty emoji", "reaction-removed", [{ type: "reaction", emoji: null }]],
  ["reaction taken off without an emoji", "reaction-without-emoji", [{ type: "reaction", emoji: null }]],
  ["order", "order", [{ event: "order", text: "Para las ocho" }]],
  [
    "order with numbers as texts",
    "order-of-two-currencies",
    [{ text: null, payload: { order: { product_items: [{}, { quantity: "1", item_price: "15" }] } } }],
  ],
  ["system user_changed_number", "system-number", [{ identityChange: { kind: "number-changed" } }]],
  ["system user_changed_user_id", "system-user-id", [{ identityChange: { kind: "user-id-changed" } }]],
  [
    "system customer_identity_changed",
    "system-identity",
    [{ identityChange: { kind: "security-code-changed" } }],
  ],
  [
    "system customer_changed_number, the old form",
    "system-number-legacy",
    [{ identityChange: { kind: "number-changed", newWaId: "34600900009" }, sender: { waId: "34600900001" } }],
  ],
  [
    "system of a kind that nobody knows",
    "system-from-the-future",
    [{ event: "system", text: "María moved to another planet" }],
  ],
  [
    "unsupported",
    "unsupported",
    [{ event: "unsupported", payload: { unsupported: { type: "poll_creation" } } }],
  ],
  [
    "unsupported without what it is",
    "unsupported-without-name",
    [{ event: "unsupported", payload: { unsupported: { code: "131051" } } }],
  ],
  [
    "unsupported that can't be shown (131060)",
    "unsupported-unavailable",
    [{ event: "unsupported", payload: { unsupported: { type: "view_once", code: "131060" } } }],
  ],
  [
    "unsupported file that is too large (131052)",
    "media-too-large",
    [{ event: "unsupported", payload: { unsupported: { type: "video", code: "131052" } } }],
  ],
  ["a type that nobody knows", "type-from-the-future", [{ payload: { unsupported: { type: "hologram" } } }]],
  ["request_welcome", "welcome", [{ event: "welcome", kind: "welcome" }]],
  [
    "edit",
    "edit",
    [{ event: "edit", text: "¿Hay parking gratuito?", amends: { providerId: "wamid.IN1", change: "edit" } }],
  ],
  ["edit of a caption", "edit-caption", [{ event: "edit", text: "La habitación 12" }]],
  ["revoke", "revoke", [{ event: "revoke", amends: { providerId: "wamid.IN1", change: "revoke" } }]],
  ["group", "group", [{ event: "group", payload: { group: "Y2FwaTpncm91cDox" } }]],
];

/** The rows of §4.4: nodes that any message may carry. */
const nodes: Shape[] = [
  ["context: a reply", "quote", [{ answers: ["wamid.OUT1"], payload: null }]],
  ["context: forwarded", "forwarded", [{ answers: [], payload: { forwarded: true } }]],
  ["context: frequently_forwarded", "forwarded-often", [{ payload: { forwarded: "often" } }]],
  ["context: both", "quote-forwarded", [{ answers: ["wamid.OUT1"], payload: { forwarded: true } }]],
  ["context: referred_product", "product", [{ payload: { product: { product_retailer_id: "breakfast" } } }]],
  ["referral of an ad", "referral", [{ cameFromAd: true, payload: { referral: { source_type: "ad" } } }]],
  [
    "referral of a post, without ctwa_clid",
    "referral-status",
    [{ cameFromAd: true, payload: { referral: { source_type: "post", media_type: "video" } } }],
  ],
  ["contacts[].identity_key_hash", "identity-hash", [{ sender: maria }]],
  ["contacts[] absent", "contacts-absent", [{ sender: { ...maria, name: null } }]],
  ["profile.name absent", "name-absent", [{ sender: { ...maria, name: null } }]],
  ["from and wa_id absent", "bsuid-only", [{ sender: { waId: null, bsuid: "ES.1349120865530274" } }]],
  ["from and wa_id empty", "phone-empty", [{ sender: noa }]],
];

/** The rows of §4.5: what became of a message of ours. */
const statuses: Shape[] = [
  ["sent", "status-sent", [{ report: { status: "sent", at } }]],
  ["delivered", "status-delivered", [{ report: { status: "delivered", at } }]],
  ["read", "status-read", [{ report: { status: "read", at } }]],
  ["played", "status-played", [{ report: { status: "played", at } }]],
  ["failed", "status-failed", [{ report: { status: "failed", failure: { code: "131047" } } }]],
  ["failed, details at the top", "status-failed-old-shape", [{ report: { failure: { code: "131026" } } }]],
  ["failed, transient", "status-failed-transient", [{ retryable: true }]],
  [
    "held, then refused",
    "status-held-then-refused",
    [{ report: { failure: { reason: "template-paused", code: "132015" } } }],
  ],
  [
    "words that nobody knows",
    "status-unknown-word",
    [{ report: { status: "deleted" } }, { report: { status: "warning" } }],
  ],
  ["recipient_id absent", "status-to-bsuid", [{ recipient: noa }]],
  ["recipient_type group", "status-group", [{ recipient: nobody }]],
  ["undocumented extras", "status-extras", [{ recipient: { ...nobody, waId: "34600900001" } }]],
  ["free entry point", "status-free-entry", [{ freeEntryUntil: Date.UTC(2026, 2, 13, 17, 2) }]],
  [
    "pricing 2026-10: within the 1,000 of the month",
    "status-free-of-the-month",
    [{ pricing: { model: "PMP", type: "free_customer_service", category: "service", billable: false } }],
  ],
  [
    "pricing 2026-10: free text that costs",
    "status-service-charged",
    [{ pricing: { model: "PMP", type: "regular", category: "service", billable: true } }],
  ],
  [
    "pricing 2026-10: utility in the window, billable left out",
    "status-utility-in-window",
    [{ pricing: { model: "PMP", type: "regular", category: "utility", billable: null } }],
  ],
  [
    "pricing of a category that nobody knows, pricing_type for type",
    "status-category-from-the-future",
    [{ pricing: { type: "regular", category: "general_purpose_ai" } }],
  ],
  [
    "pricing and conversation of the old model",
    "status-old-model",
    [{ pricing: { model: "CBP", type: null, billable: true }, freeEntryUntil: null }],
  ],
];

/** §4.6 and §4.7: errors, batches, duplicates, any order. */
const batches: Shape[] = [
  [
    "value.errors alone",
    "account-error",
    [
      {
        type: "health-change",
        digits: "34910000000",
        change: { kind: "error", reason: "account-locked", code: "131031", detail: "Account locked" },
      },
    ],
  ],
  ["value.errors beside a whole message", "message-and-errors", [{ text: "Hola", payload: null }]],
  ["several customers, contacts in another order", "two-customers", [{ text: "uno" }, { text: "dos" }]],
  [
    "several customers, one without a phone",
    "three-customers",
    [
      { text: "uno", sender: maria },
      { text: "dos", sender: { waId: "34600900002", name: "Ana" } },
      { text: "tres", sender: { waId: null, bsuid: "ES.3", name: "Noa" } },
    ],
  ],
  ["several entries and changes", "several-at-once", [{}, {}, {}, {}]],
  ["a message twice", "message-twice", [{ providerId: "wamid.IN1" }, { providerId: "wamid.IN1" }]],
  ["a series twice", "series-twice", ["sent", "sent", "delivered", "delivered"].map(reported)],
  ["a series out of order", "series-out-of-order", ["read", "sent", "delivered"].map(reported)],
  ["the test button of Meta's page", "test-button", [{ sender: { waId: "16315551181" } }]],
];

/** §4.8: other fields. */
const fields: Shape[] = [
  ["user_preferences stop", "preference", [{ event: "preference", marketing: "stop" }]],
  ["user_preferences resume", "preference-resume", [{ event: "preference", marketing: "resume" }]],
  ["user_preferences signup", "preference-signup", [{ payload: { value: "signup" } }]],
  ["smb_message_echoes", "echo", [{ event: "echo", writtenByUs: { status: null } }]],
  ["smb_message_echoes with a picture", "echo-picture", [{ event: "echo", kind: "image", text: "El plano" }]],
  [
    "smb_message_echoes edit",
    "echo-edit",
    [{ event: "echo", kind: "edit", text: "Sí, es gratis", amends: { providerId: "wamid.ECHO1" } }],
  ],
  ["smb_message_echoes revoke", "echo-revoke", [{ event: "echo", amends: { change: "revoke" } }]],
  [
    "smb_message_echoes reaction",
    "echo-reaction",
    [{ event: "echo", kind: "reaction", text: "👍", answers: ["wamid.IN1"], payload: null }],
  ],
  ["smb_message_echoes to a BSUID", "echo-to-bsuid", [{ sender: { ...noa, name: null } }]],
  ["history", "history", [{ event: "history" }, { event: "history", writtenByUs: { status: "delivered" } }]],
  ["history that names a file", "history-placeholder", [{ kind: "media", attachments: [] }]],
  [
    "history that brings the file",
    "history-file",
    [{ event: "history", kind: "image", text: "La piscina", providerId: "wamid.H3", sender: maria }],
  ],
  [
    "history that is not shared",
    "history-declined",
    [{ type: "health-change", change: { kind: "error", reason: "history-sync", code: "2593109" } }],
  ],
  [
    "smb_app_state_sync",
    "state-sync",
    [{ type: "contact-name", channelRef: "106540352242922", waId: "34600900002", name: "Ana Ruiz" }],
  ],
  ["calls: missed", "call-missed", [{ event: "call" }]],
  ["standby: Meta's agent answers", "standby", [{ event: "text", text: "Hola", sender: maria }]],
  ["message_template_status_update", "template-status", [{ type: "template-change" }]],
  ["template_category_update", "template-category", [{ type: "template-change" }]],
  ["account_update", "account-update", [{ type: "health-change" }]],
  [
    "account_update VOLUME_BASED_PRICING_TIER_UPDATE",
    "volume-tier",
    [{ type: "volume-tier", month: "2026-11", from: 25_000_001 }],
  ],
  [
    "a field that nobody knows, with messages",
    "messages-under-another-name",
    [{ type: "unfiled", what: "messages-under:messages_2" }],
  ],
  ["a field that nobody knows", "field-from-the-future", [{ type: "other", what: "planet_updates:MOVED" }]],
];

function reported(status: string): object {
  return { report: { status } };
}

describe.each([
  ["§4.3 types", types],
  ["§4.4 nodes of any message", nodes],
  ["§4.5 statuses", statuses],
  ["§4.6 errors and §4.7 order and duplicates", batches],
  ["§4.8 other fields", fields],
])("%s", (_, shapes) => {
  it.each(shapes)("%s", (_name, fixture, facts) => {
    const found = read(fixture);
    expect(found).toHaveLength(facts.length);
    expect(found).toMatchObject(facts);
  });
});

describe("what must not be taken from a shape", () => {
  it("somebody else's card is no number of the sender", () => {
    expect(read("contacts-nameless")[0]).not.toHaveProperty("ownPhone");
  });

  it("a number without its country is nobody's (D12)", () => {
    const [fact] = read("contacts-own-number-local");
    expect(fact).not.toHaveProperty("ownPhone");
    expect(fact).toMatchObject({ sender: { waId: null, phone: null } });
  });

  it("a wish about other messages says nothing about marketing", () => {
    expect(read("preference-of-another-kind")[0]).not.toHaveProperty("marketing");
  });
});

it("every fixture is read by a test", () => {
  const tests = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".test.ts"));
  const told = tests.map((name) => readFileSync(new URL(name, import.meta.url), "utf8")).join("\n");
  const files = readdirSync(folder).map((name) => name.replace(/\.json$/, ""));
  expect(files.filter((name) => !told.includes(`"${name}"`))).toEqual([]);
});
