import { describe, expect, it } from "vitest";
import { fillTemplate, renderPreview } from "./fill-template.ts";
import type { FieldValues, TemplateComponent, TemplateContent } from "./template.ts";
import { fieldsOf } from "./template-fields.ts";
import { toSendComponents } from "./template-parameters.ts";

const card = (format: string): { components: TemplateComponent[] } => ({
  components: [
    { type: "HEADER", format },
    { type: "BODY", text: "Habitación {{1}}" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Me interesa" },
        { type: "URL", text: "Ver", url: "https://example.com/{{1}}" },
      ],
    },
  ],
});
const rooms: TemplateContent = {
  parameterFormat: "positional",
  components: [
    { type: "BODY", text: "Hola {{1}}, mira:" },
    { type: "CAROUSEL", cards: [card("IMAGE"), card("VIDEO")] },
  ],
};
const values: FieldValues = {
  body: { "1": "Ana" },
  cards: {
    "0": { header: { image: "101" }, body: { "1": "doble" }, buttons: { "0": "DOBLE", "1": "d" } },
    "1": { header: { video: "https://example.com/s.mp4" }, body: { "1": "suite" }, buttons: { "1": "s" } },
  },
};

describe("a template with cards", () => {
  it("asks for the fields of each card, by its place", () => {
    expect(
      fieldsOf(rooms.components, "positional").map(({ card, part, name }) => [card, part, name]),
    ).toEqual([
      [undefined, "body", "1"],
      [0, "header", "image"],
      [0, "body", "1"],
      [0, "button", "payload"],
      [0, "button", "1"],
      [1, "header", "video"],
      [1, "body", "1"],
      [1, "button", "payload"],
      [1, "button", "1"],
    ]);
  });

  it("is rendered card by card, and sent so (§3.6)", () => {
    expect(fillTemplate(rooms, values)).toMatchObject({
      kind: "filled",
      body: "Hola Ana, mira:",
      cards: [
        { header: { kind: "image", source: "101" }, body: "Habitación doble" },
        { body: "Habitación suite", buttons: [{}, { value: "https://example.com/s" }] },
      ],
    });
    const button = (sub_type: string, index: string, parameter: object) => ({
      type: "button",
      sub_type,
      index,
      parameters: [parameter],
    });
    expect(toSendComponents(rooms, values)).toEqual([
      { type: "body", parameters: [{ type: "text", text: "Ana" }] },
      {
        type: "carousel",
        cards: [
          {
            card_index: 0,
            components: [
              { type: "header", parameters: [{ type: "image", image: { id: "101" } }] },
              { type: "body", parameters: [{ type: "text", text: "doble" }] },
              button("quick_reply", "0", { type: "payload", payload: "DOBLE" }),
              button("url", "1", { type: "text", text: "d" }),
            ],
          },
          {
            card_index: 1,
            components: [
              {
                type: "header",
                parameters: [{ type: "video", video: { link: "https://example.com/s.mp4" } }],
              },
              { type: "body", parameters: [{ type: "text", text: "suite" }] },
              button("url", "1", { type: "text", text: "s" }),
            ],
          },
        ],
      },
    ]);
  });

  it("is incomplete while a card misses a value: the field says which card", () => {
    const { cards } = values;
    const missing = { ...values, cards: { ...cards, "1": { ...cards?.["1"], body: {} } } };
    expect(fillTemplate(rooms, missing)).toMatchObject({
      kind: "incomplete",
      missing: [{ card: 1, part: "body", name: "1" }],
    });
  });

  it.each([
    [160, "filled"],
    [161, "invalid"],
  ])("the text of a card may have 160 characters, filled: %i", (length, kind) => {
    const long = "x".repeat(length - "Habitación ".length);
    const cards = { ...values.cards, "1": { ...values.cards?.["1"], body: { "1": long } } };
    const filled = fillTemplate(rooms, { ...values, cards });
    expect(filled.kind).toBe(kind);
    expect(filled.kind === "invalid" ? filled.problems : []).toEqual(
      kind === "invalid" ? [{ problem: "too-long", part: "body", card: 1 }] : [],
    );
  });
});

describe("a template with an offer that ends", () => {
  const offerOf = (hasExpiration: boolean): TemplateContent => ({
    parameterFormat: "positional",
    components: [
      { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Hoy", has_expiration: hasExpiration } },
      { type: "BODY", text: "Un 20 %." },
    ],
  });
  const now = Date.UTC(2026, 2, 10, 9);
  const ends = (at: number): FieldValues => ({ offer: { ends: new Date(at).toISOString() } });

  it("asks when it ends, and tells Meta in milliseconds", () => {
    const offer = offerOf(true);
    expect(fillTemplate(offer, {}, now)).toMatchObject({
      kind: "incomplete",
      missing: [{ part: "offer", name: "ends" }],
    });
    expect(toSendComponents(offer, ends(now + 1))).toEqual([
      {
        type: "limited_time_offer",
        parameters: [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: now + 1 } }],
      },
    ]);
    expect(renderPreview(offer, ends(now)).offer).toEqual({ text: "Hoy", endsAt: now });
  });

  it.each<[FieldValues, string]>([
    [ends(now + 1), "filled"],
    [ends(now), "over"],
    [{ offer: { ends: "mañana" } }, "not-a-time"],
    [{ offer: { ends: "10/03/2026" } }, "not-a-time"],
  ])("must end later than now: %j", (given, verdict) => {
    const filled = fillTemplate(offerOf(true), given, now);
    expect(filled.kind === "invalid" ? filled.problems[0]?.problem : filled.kind).toBe(verdict);
  });

  it("that does not say when it ends asks for nothing", () => {
    expect(fillTemplate(offerOf(false), {}, now)).toMatchObject({
      kind: "filled",
      offer: { text: "Hoy", endsAt: null },
    });
    expect(toSendComponents(offerOf(false), {})).toEqual([]);
  });
});
