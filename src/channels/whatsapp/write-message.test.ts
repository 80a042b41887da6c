import { describe, expect, it } from "vitest";
import type { OutboundMessage } from "#channels/channel.ts";
import { writeMessage } from "./write-message.ts";

const text: OutboundMessage = {
  attemptId: "0195c0de-0000-7000-8000-000000000001",
  kind: "text",
  destination: { kind: "to", value: "+34600900001", name: null },
  text: "Sí, es gratis",
  subject: null,
  template: null,
  carried: {},
  files: [],
  answers: null,
  references: [],
  automatic: false,
  providerId: null,
};
const head = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: "+34600900001",
  biz_opaque_callback_data: text.attemptId,
};

const picture = { name: "a.png", type: "image/png", size: 1, read: async () => null };
const pictured: Partial<OutboundMessage> = {
  kind: "template",
  text: null,
  template: {
    name: "ready",
    language: "es",
    components: [
      {
        type: "header",
        parameters: [{ type: "image", image: { upload: "0193a1b2-0000-7000-8000-000000000001" } }],
      },
    ],
  },
};

describe("a message of ours in Meta's words (§2, §3.6)", () => {
  it.each<[string, Partial<OutboundMessage>, Record<string, unknown>]>([
    ["free text", {}, { type: "text", text: { body: "Sí, es gratis", preview_url: false } }],
    [
      "free text with a link shows its preview",
      { text: "Mire https://hotel.example.com" },
      { type: "text", text: { body: "Mire https://hotel.example.com", preview_url: true } },
    ],
    [
      "an answer quotes",
      { answers: "wamid.IN1" },
      {
        context: { message_id: "wamid.IN1" },
        type: "text",
        text: { body: "Sí, es gratis", preview_url: false },
      },
    ],
    [
      "a number without + gets one, else Meta would put our country before it",
      { destination: { kind: "to", value: "5215500000001", name: null } },
      { to: "+5215500000001", type: "text", text: { body: "Sí, es gratis", preview_url: false } },
    ],
    [
      "a template without variables has no components",
      { kind: "template", text: null, template: { name: "hello", language: "es_ES", components: [] } },
      { type: "template", template: { name: "hello", language: { code: "es_ES" } } },
    ],
    [
      "a template with fields",
      {
        kind: "template",
        text: null,
        template: {
          name: "ready",
          language: "es",
          components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
        },
      },
      {
        type: "template",
        template: {
          name: "ready",
          language: { code: "es" },
          components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
        },
      },
    ],
    [
      "a template with a file of ours above: it has an id at Meta by now",
      { ...pictured, files: [{ ...picture, mediaId: "1013859600285441" }] },
      {
        type: "template",
        template: {
          name: "ready",
          language: { code: "es" },
          components: [
            { type: "header", parameters: [{ type: "image", image: { id: "1013859600285441" } }] },
          ],
        },
      },
    ],
    [
      "a reaction",
      { kind: "reaction", text: "👍", answers: "wamid.IN1" },
      { type: "reaction", reaction: { message_id: "wamid.IN1", emoji: "👍" } },
    ],
    [
      "a reaction taken off",
      { kind: "reaction", text: null, answers: "wamid.IN1" },
      { type: "reaction", reaction: { message_id: "wamid.IN1", emoji: "" } },
    ],
  ])("%s", (_, change, expected) => {
    expect(writeMessage({ ...text, ...change })).toEqual({ ...head, ...expected });
  });

  it("a customer without a phone number is answered through `recipient` (D12, N12)", () => {
    const body = writeMessage({ ...text, destination: { kind: "recipient", value: "ES.1349", name: null } });
    expect(body).toMatchObject({ recipient: "ES.1349" });
    expect(body).not.toHaveProperty("to");
  });

  it.each<[string, Partial<OutboundMessage>]>([
    ["an e-mail", { kind: "email" }],
    ["a mail address", { destination: { kind: "email", value: "maria@example.com", name: null } }],
    ["a text without text", { text: null }],
    ["a template without template", { kind: "template" }],
    ["a reaction to nothing", { kind: "reaction" }],
    ["a template whose file is not at Meta", { ...pictured, files: [{ ...picture, mediaId: null }] }],
  ])("%s is nothing that WhatsApp can carry", (_, change) => {
    expect(writeMessage({ ...text, ...change })).toBeNull();
  });
});
