import { describe, expect, it } from "vitest";
import type { OutboundFile, OutboundMessage } from "#channels/channel.ts";
import type { Interactive } from "#domain/content.ts";
import { writeMessage } from "./write-message.ts";

const file: OutboundFile = {
  name: "plano.pdf",
  type: "application/pdf",
  size: 10,
  mediaId: "1166846181421424",
  read: async () => null,
};

const base: OutboundMessage = {
  attemptId: "0197a000-0000-7000-8000-000000000001",
  kind: "image",
  destination: { kind: "to", value: "34600900001", name: null },
  text: null,
  subject: null,
  template: null,
  carried: {},
  files: [file],
  answers: null,
  references: [],
  automatic: false,
  providerId: null,
};

const id = file.mediaId;
const action = (name: string) => ({ action: { name } });
const buttons: Interactive = { type: "buttons", body: "¿Parking?", buttons: [{ id: "y", title: "Sí" }] };

describe("the body of a message that is more than a text (§2.2, §2.3)", () => {
  it.each<[string, Partial<OutboundMessage>, object]>([
    ["image", { text: "El hotel" }, { id, caption: "El hotel" }],
    ["video", { text: "El jardín" }, { id, caption: "El jardín" }],
    ["document", { text: null }, { id, filename: "plano.pdf" }],
    ["document", { text: "El plano", files: [{ ...file, name: null }] }, { id, caption: "El plano" }],
    ["audio", { text: "nobody sees this" }, { id }],
    ["audio", { carried: { voice: true } }, { id, voice: true }],
    ["sticker", { text: "nobody sees this" }, { id }],
    [
      "location",
      { carried: { location: { latitude: 39.47, longitude: -0.37, name: "Hotel", address: undefined } } },
      { latitude: 39.47, longitude: -0.37, name: "Hotel" },
    ],
    [
      "contacts",
      { carried: { contacts: [{ name: { formatted_name: "Eva", first_name: "Eva" } }] } },
      [{ name: { formatted_name: "Eva", first_name: "Eva" } }],
    ],
    [
      "interactive",
      { carried: { interactive: { ...buttons, footer: "Hotel", header: { type: "text", text: "Hola" } } } },
      {
        type: "button",
        header: { type: "text", text: "Hola" },
        body: { text: "¿Parking?" },
        footer: { text: "Hotel" },
        action: { buttons: [{ type: "reply", reply: { id: "y", title: "Sí" } }] },
      },
    ],
    [
      "interactive",
      { carried: { interactive: { ...buttons, header: { type: "document" } } } },
      {
        type: "button",
        header: { type: "document", document: { id, filename: "plano.pdf" } },
        body: { text: "¿Parking?" },
        action: { buttons: [{ type: "reply", reply: { id: "y", title: "Sí" } }] },
      },
    ],
    [
      "interactive",
      {
        carried: {
          interactive: {
            type: "list",
            body: "¿Cuál?",
            button: "Ver",
            sections: [
              {
                title: "",
                rows: [
                  { id: "a", title: "A", description: "Con vistas" },
                  { id: "b", title: "B" },
                ],
              },
            ],
          },
        },
      },
      {
        type: "list",
        body: { text: "¿Cuál?" },
        action: {
          button: "Ver",
          sections: [
            {
              rows: [
                { id: "a", title: "A", description: "Con vistas" },
                { id: "b", title: "B" },
              ],
            },
          ],
        },
      },
    ],
    [
      "interactive",
      {
        carried: {
          interactive: { type: "link", body: "Su reserva", title: "Abrir", url: "https://example.com" },
        },
      },
      {
        type: "cta_url",
        body: { text: "Su reserva" },
        action: { name: "cta_url", parameters: { display_text: "Abrir", url: "https://example.com" } },
      },
    ],
    [
      "interactive",
      { carried: { interactive: { type: "location-request", body: "¿Dónde está?" } } },
      { type: "location_request_message", body: { text: "¿Dónde está?" }, ...action("send_location") },
    ],
    [
      "interactive",
      { carried: { interactive: { type: "contact-request", body: "¿Su teléfono?" } } },
      { type: "request_contact_info", body: { text: "¿Su teléfono?" }, ...action("request_contact_info") },
    ],
  ])("%s", (kind, change, node) => {
    const message = { ...base, kind: kind as OutboundMessage["kind"], ...change };
    expect(writeMessage(message)).toMatchObject({ type: kind });
    expect(writeMessage(message)?.[kind]).toEqual(node);
  });

  it("quotes as a text does", () => {
    expect(writeMessage({ ...base, answers: "wamid.A" })).toMatchObject({
      context: { message_id: "wamid.A" },
    });
  });

  it("reacts without a quote, and takes off with an empty emoji", () => {
    const reaction = { ...base, kind: "reaction" as const, answers: "wamid.A" };
    const on = writeMessage({ ...reaction, text: "👍" });
    expect(on).toMatchObject({ reaction: { message_id: "wamid.A", emoji: "👍" } });
    expect(on).not.toHaveProperty("context");
    expect(writeMessage({ ...reaction, text: "" })).toMatchObject({ reaction: { emoji: "" } });
  });

  it.each<[string, Partial<OutboundMessage>]>([
    ["without its file", { files: [] }],
    ["whose file was not handed over", { files: [{ ...file, mediaId: null }] }],
    ["place without a place", { kind: "location" }],
    ["card without a card", { kind: "contacts" }],
    ["question without a question", { kind: "interactive" }],
    [
      "header without its file",
      { kind: "interactive", files: [], carried: { interactive: { ...buttons, header: { type: "image" } } } },
    ],
    ["mail", { kind: "email" }],
  ])("is none: %s", (_, change) => {
    expect(writeMessage({ ...base, ...change })).toBeNull();
  });
});
