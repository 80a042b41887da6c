import { describe, expect, it } from "vitest";
import type { TemplateDraftView, TemplateView } from "#contract/templates.ts";
import { maySubmit, validateTemplate } from "#domain/validate-template.ts";
import { draftOf, emptyForm, formOf, isHeldWhole, isSentOnly, type TemplateForm } from "./template-form.ts";

const filled: TemplateForm = {
  ...emptyForm,
  name: "lista",
  headerFormat: "TEXT",
  headerText: "Reserva {{1}} lista",
  body: "Hola {{2}}, tu habitación {{1}} del hotel está lista desde ahora mismo.",
  footer: "Hotel Miramar",
  examples: { "header.1": "R-100", "body.1": "12", "body.2": "Ana" },
  buttons: [
    { type: "QUICK_REPLY", text: "Gracias" },
    { type: "URL", text: "Ver", url: "https://example.com/{{1}}", example: ["https://example.com/1"] },
  ],
};

function stored(form: TemplateForm): TemplateDraftView {
  const { components, ...draft } = draftOf(form);
  return {
    ...draft,
    components: [...components],
    id: "0193a1b2-0000-7000-8000-000000000001",
    accountRef: "1",
    templateId: null,
    refusal: null,
    version: 1,
    updatedAt: "2026-11-10T09:00:00.000Z",
  };
}

const listed: TemplateView = {
  id: "0193a1b2-0000-7000-8000-000000000001",
  accountRef: "1",
  name: "lista",
  language: "es",
  category: "utility",
  status: "approved",
  parameterFormat: "positional",
  components: [],
  quality: null,
  rejectedReason: null,
  previousCategory: null,
  ttlSeconds: null,
  lastUsedAt: null,
  syncedAt: "2026-11-10T09:00:00.000Z",
  editedAt: [],
  sources: {},
};

describe("the editor's form", () => {
  it("makes a draft that Meta's rules let pass, examples in the order of the numbers", () => {
    const draft = draftOf(filled);
    expect(maySubmit(validateTemplate(draft))).toBe(true);
    expect(draft.components[1]?.example).toEqual({ body_text: [["12", "Ana"]] });
  });

  it.each<[string, TemplateForm]>([
    ["numbered", filled],
    [
      "named",
      {
        ...filled,
        isNamed: true,
        headerFormat: "",
        headerText: "",
        body: "Hola {{guest}}, tu habitación {{room}} del hotel está lista ahora mismo.",
        examples: { "body.guest": "Ana", "body.room": "12" },
      },
    ],
    [
      "with a picture",
      {
        ...filled,
        headerFormat: "IMAGE",
        headerText: "",
        headerHandle: "4::aW",
        examples: { "body.1": "12", "body.2": "Ana" },
      },
    ],
    [
      "of a one-time code",
      {
        ...emptyForm,
        name: "codigo",
        category: "authentication",
        hasAdvice: false,
        minutes: "5",
        buttons: [{ type: "OTP", otp_type: "COPY_CODE" }],
      },
    ],
  ])("comes back as it was: %s", (_, form) => {
    expect(formOf(stored(form))).toEqual(form);
    expect(maySubmit(validateTemplate(draftOf(form)))).toBe(true);
  });

  it.each([
    ["all parts", ["HEADER", "BODY", "FOOTER", "BUTTONS"], true],
    ["a carousel", ["BODY", "CAROUSEL"], false],
    ["an offer that ends", ["LIMITED_TIME_OFFER", "BODY"], false],
  ])("holds a template whole: %s", (_, types, whole) => {
    const components = types.map((type) => ({ type }));
    expect(isHeldWhole({ ...listed, components })).toBe(whole);
  });

  it.each([
    ["text alone", [{ type: "BODY", text: "Hola" }], false],
    [
      "with cards",
      [
        { type: "BODY", text: "Hola" },
        { type: "CAROUSEL", cards: [] },
      ],
      true,
    ],
    ["with a GIF, which can't be sent", [{ type: "HEADER", format: "GIF" }, { type: "BODY" }], false],
  ])("is changed at WhatsApp alone, and sent from here: %s", (_, components, isSent) => {
    expect(isSentOnly({ ...listed, components })).toBe(isSent);
  });

  it("a link whose variable was taken out has no example any more", () => {
    const buttons = [{ type: "URL", text: "Ver", url: "https://example.com", example: ["x"] }];
    expect(draftOf({ ...filled, buttons }).components.at(-1)?.buttons).toEqual([
      { type: "URL", text: "Ver", url: "https://example.com" },
    ]);
  });

  it("an example that the list shows by its address has to be given anew", () => {
    const form = { ...filled, headerFormat: "IMAGE", headerHandle: "https://scontent.example.com/a.jpg" };
    expect(formOf(stored(form)).headerHandle).toBe("");
  });
});
