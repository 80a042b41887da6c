import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type InboundFact, nobody, type Party } from "#channels/channel.ts";
import { parseWebhook } from "./parse-webhook.ts";

const at = Date.UTC(2026, 2, 10, 17, 2);
const channelRef = "106540352242922";
const maria: Party = {
  ...nobody,
  waId: "34600900001",
  bsuid: "ES.1349120865530274",
  name: "María Soler",
};
const emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function read(fixture: string): InboundFact[] {
  return parseWebhook(readFileSync(new URL(`fixtures/${fixture}.json`, import.meta.url)), null);
}

function file(mediaId: string, type: string, name: string | null = null) {
  return { name, type, size: null, sha256: emptyDigest, mediaId, part: null };
}

const plain = {
  type: "message",
  channelRef,
  providerId: "wamid.IN1",
  sender: maria,
  sentAt: at,
  text: null,
  subject: null,
  attachments: [],
  answers: [],
  payload: null,
  sentByMachine: false,
};

describe("a message of the customer becomes one fact (W1–W7)", () => {
  it.each([
    ["text", { event: "text", kind: "text", text: "¿Hay parking?" }],
    [
      "image",
      {
        event: "media",
        kind: "image",
        text: "La habitación",
        attachments: [file("1013859600285441", "image/jpeg")],
      },
    ],
    ["video", { event: "media", kind: "video", attachments: [file("1013859600285442", "video/mp4")] }],
    [
      "audio",
      {
        event: "media",
        kind: "audio",
        attachments: [file("1013859600285443", "audio/ogg; codecs=opus")],
        payload: { voice: true },
      },
    ],
    [
      "document",
      {
        event: "media",
        kind: "document",
        text: "Mi reserva",
        attachments: [file("1013859600285444", "application/pdf", "reserva.pdf")],
      },
    ],
    ["sticker", { event: "sticker", kind: "sticker", attachments: [file("1013859600285445", "image/webp")] }],
    [
      "location",
      {
        event: "location",
        kind: "location",
        answers: ["wamid.OUT1"],
        payload: {
          location: { latitude: 41.3874, longitude: 2.1686, name: "Estación", address: "Plaza Mayor 1" },
        },
      },
    ],
    [
      "contacts",
      {
        event: "contacts",
        kind: "contacts",
        payload: {
          contacts: [
            {
              name: { formatted_name: "Ana Ruiz", first_name: "Ana" },
              phones: [{ phone: "+34 600 900 002", wa_id: "34600900002", type: "CELL" }],
              origin: "other",
            },
          ],
        },
      },
    ],
    [
      "button",
      {
        event: "button",
        kind: "button",
        text: "Confirmar",
        answers: ["wamid.OUT1"],
        payload: { button: { payload: "CONFIRM" } },
      },
    ],
    [
      "interactive-button",
      {
        event: "interactive",
        kind: "interactive",
        text: "Sí",
        answers: ["wamid.OUT1"],
        payload: { interactive: { type: "button_reply", id: "yes" } },
      },
    ],
    [
      "interactive-list",
      {
        event: "interactive",
        kind: "interactive",
        text: "Doble",
        answers: ["wamid.OUT1"],
        payload: { interactive: { type: "list_reply", id: "double", description: "Con vistas" } },
      },
    ],
    [
      "interactive-flow",
      {
        event: "interactive",
        kind: "interactive",
        text: "Sent",
        answers: ["wamid.OUT1"],
        payload: { interactive: { type: "nfm_reply", flow: "flow", response: '{"guests":2}' } },
      },
    ],
    ["interactive-alone", { event: "interactive", kind: "interactive", answers: ["wamid.OUT1"] }],
    [
      "order",
      {
        event: "order",
        kind: "order",
        text: "Para las ocho",
        payload: {
          order: {
            catalog_id: "2001",
            text: "Para las ocho",
            product_items: [
              { product_retailer_id: "breakfast", quantity: 2, item_price: 9.5, currency: "EUR" },
            ],
          },
        },
      },
    ],
    [
      "unsupported",
      {
        event: "unsupported",
        kind: "unsupported",
        payload: {
          unsupported: {
            type: "poll_creation",
            code: "131051",
            detail: "Message type is currently not supported.",
          },
        },
      },
    ],
    [
      "type-from-the-future",
      {
        event: "unsupported",
        kind: "unsupported",
        payload: { unsupported: { type: "hologram", body: { seconds: 3 } } },
      },
    ],
    ["welcome", { event: "welcome", kind: "welcome" }],
    [
      "edit",
      {
        event: "edit",
        kind: "edit",
        providerId: "wamid.IN2",
        text: "¿Hay parking gratuito?",
        payload: { edit: "wamid.IN1" },
        amends: { providerId: "wamid.IN1", change: "edit" },
      },
    ],
    [
      "revoke",
      {
        event: "revoke",
        kind: "revoke",
        providerId: "wamid.IN3",
        payload: { revoke: "wamid.IN1" },
        amends: { providerId: "wamid.IN1", change: "revoke" },
      },
    ],
    ["group", { event: "group", kind: "text", text: "Hola a todos", payload: { group: "Y2FwaTpncm91cDox" } }],
    ["forwarded", { event: "text", kind: "text", text: "Mirad esto", payload: { forwarded: true } }],
    [
      "referral",
      {
        event: "text",
        kind: "text",
        text: "He visto el anuncio",
        payload: {
          referral: {
            source_url: "https://fb.me/x",
            source_id: "120",
            source_type: "ad",
            headline: "Fin de semana",
            ctwa_clid: "Aff",
          },
        },
        cameFromAd: true,
      },
    ],
    [
      "preference",
      {
        providerId: expect.stringMatching(/^preference:[0-9a-f]{64}$/),
        event: "preference",
        kind: "preference",
        text: "User requested to stop marketing messages",
        payload: { category: "marketing_messages", value: "stop" },
        marketing: "stop",
      },
    ],
    [
      "call-missed",
      { providerId: "wacid.1", event: "call", kind: "call", payload: { call: { status: "FAILED" } } },
    ],
    [
      "echo",
      {
        providerId: "wamid.ECHO1",
        sender: { ...nobody, waId: "34600900001" },
        event: "echo",
        kind: "text",
        text: "Sí, gratis",
        writtenByUs: { status: null },
      },
    ],
  ])("%s", (fixture, expected) => {
    expect(read(fixture)).toEqual([{ ...plain, ...expected }]);
  });

  it("a reaction names its target, and its emoji is null when it is taken off (W3, W4)", () => {
    const reaction = { type: "reaction", channelRef, providerId: "wamid.IN1", sender: maria, sentAt: at };
    expect(read("reaction")).toEqual([{ ...reaction, targetProviderId: "wamid.OUT1", emoji: "👍" }]);
    expect(read("reaction-removed")).toEqual([{ ...reaction, targetProviderId: "wamid.OUT1", emoji: null }]);
  });

  it("imported history says who wrote, and its customer is that of the thread (W7)", () => {
    expect(read("history")).toMatchObject([
      { event: "history", sender: { waId: "34600900001" }, payload: { history: { fromUs: false } } },
      {
        event: "history",
        sender: { waId: "34600900001" },
        payload: { history: { fromUs: true, status: "delivered" } },
        writtenByUs: { status: "delivered" },
      },
    ]);
    expect(read("history")[0]).not.toHaveProperty("writtenByUs");
  });
});

describe("who wrote (§4.9)", () => {
  it("a customer without a phone number stays one: nothing is made from the BSUID (D12)", () => {
    expect(read("bsuid-only")).toMatchObject([
      {
        text: "Hola",
        sender: {
          waId: null,
          phone: null,
          bsuid: "ES.1349120865530274",
          parentBsuid: "ES.ENT.118157",
          name: "Noa",
        },
      },
    ]);
  });

  it("contacts are matched by their ids, not by their order", () => {
    expect(read("two-customers")).toMatchObject([
      { text: "uno", sender: { waId: "34600900001", name: "María" }, sentAt: at },
      { text: "dos", sender: { waId: "34600900002", name: "Ana" }, sentAt: at + 1_000 },
    ]);
  });

  it.each([
    [
      "system-number",
      { waId: "34600900001", bsuid: null },
      {
        kind: "number-changed",
        type: "user_changed_number",
        newWaId: "34600900009",
        newBsuid: "ES.777",
        oldBsuid: "ES.1349120865530274",
        parentBsuid: null,
      },
    ],
    [
      "system-user-id",
      { waId: null, bsuid: "ES.1349120865530274" },
      {
        kind: "user-id-changed",
        type: "user_changed_user_id",
        newWaId: null,
        newBsuid: "ES.777",
        oldBsuid: "ES.1349120865530274",
        parentBsuid: null,
      },
    ],
    [
      "system-identity",
      { waId: "34600900001", bsuid: null },
      {
        kind: "security-code-changed",
        type: "customer_identity_changed",
        newWaId: null,
        newBsuid: null,
        oldBsuid: null,
        parentBsuid: null,
      },
    ],
  ])("%s tells the old and the new ids, without contacts (N8, N9)", (fixture, sender, system) => {
    const { kind, newWaId, oldBsuid, newBsuid } = system;
    const identityChange = { kind, newWaId, oldBsuid, newBsuid };
    expect(read(fixture)).toMatchObject([
      { event: "system", kind: "system", sender, payload: { system }, identityChange },
    ]);
  });
});

describe("the rest of a webhook", () => {
  it.each([
    [
      "template-status",
      "es_ES",
      {
        kind: "status",
        status: "paused",
        reason: null,
        advice: "…",
        title: "first_pause",
        disabledAt: null,
      },
    ],
    ["template-category", "en_US", { kind: "category", category: "marketing", coming: null, comesAt: null }],
  ])("%s tells what changed of a template, hyphen or not", (fixture, language, change) => {
    expect(read(fixture)).toEqual([
      { type: "template-change", accountRef: "102290129340398", name: "reservation_ready", language, change },
    ]);
  });

  it("a volume tier is told with market, category, month and its first message (§1.7)", () => {
    expect(read("volume-tier")).toEqual([
      {
        type: "volume-tier",
        accountRef: "102290129340398",
        month: "2026-11",
        market: "India",
        category: "UTILITY",
        from: 25_000_001,
        at: 1_793_700_000_000,
      },
    ]);
  });

  it("every entry, change, message and status is read", () => {
    expect(read("several-at-once")).toMatchObject([
      { type: "message", text: "uno" },
      { type: "status", providerId: "wamid.OUT1" },
      { type: "other", what: "flows:FLOW_STATUS_CHANGE" },
      { type: "status", providerId: "wamid.OUT2" },
    ]);
  });
});
