import { describe, expect, it } from "vitest";
import type { TemplateComponent } from "./template.ts";
import { draftOf, goodBody, problemsOf, told, withBody, withParts } from "./template-draft.fixture.ts";
import type { TemplateDraft } from "./template-draft.ts";
import { isTemplateLanguage, normaliseLanguage, templateLanguages } from "./template-languages.ts";
import { maySubmit, validateTemplate } from "./validate-template.ts";

const otp: TemplateComponent = {
  type: "BUTTONS",
  buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copiar código" }],
};
const code = (...components: TemplateComponent[]): TemplateDraft =>
  draftOf({ category: "authentication", components });
const codeBody: TemplateComponent = { type: "BODY", add_security_recommendation: true };
const ttl = (category: string, ttlSeconds: number): TemplateDraft =>
  category === "authentication" ? { ...code(codeBody, otp), ttlSeconds } : draftOf({ category, ttlSeconds });
const header = (format: string, handle?: string): TemplateComponent => ({
  type: "HEADER",
  format,
  ...(handle === undefined ? {} : { example: { header_handle: [handle] } }),
});
const headerText = (text: string, header_text?: string[]): TemplateComponent => ({
  type: "HEADER",
  format: "TEXT",
  text,
  ...(header_text === undefined ? {} : { example: { header_text } }),
});

describe("the template as a whole (§3.1)", () => {
  it.each<[string, TemplateDraft, string[]]>([
    ["a good one", draftOf(), []],
    ["name of 512 characters", draftOf({ name: "a".repeat(512) }), []],
    ["name of 513 characters", draftOf({ name: "a".repeat(513) }), ["name: name-pattern"]],
    ["name without characters", draftOf({ name: "" }), ["name: name-pattern"]],
    ["name with capitals", draftOf({ name: "Lista" }), ["name: name-pattern"]],
    ["name with a hyphen", draftOf({ name: "lista-ya" }), ["name: name-pattern"]],
    ["name with digits and underscores", draftOf({ name: "lista_2_" }), []],
    ["unknown language", draftOf({ language: "xx_ES" }), ["language: language-unknown"]],
    ["language with a hyphen", draftOf({ language: "es-ES" }), ["language: language-unknown"]],
    ["unknown category", draftOf({ category: "service" }), ["category: category-unknown"]],
    ["no body", draftOf({ components: [] }), ["body: body-missing"]],
    ["unknown component", withParts({ type: "POEM" }), ["components: component-unknown"]],
    ["two footers", withParts(footer("Uno"), footer("Dos")), ["components: component-twice"]],
    ["utility, 29 s", ttl("utility", 29), ["ttl: ttl-range"]],
    ["utility, 30 s", ttl("utility", 30), []],
    ["utility, 43,200 s", ttl("utility", 43_200), []],
    ["utility, 43,201 s", ttl("utility", 43_201), ["ttl: ttl-range"]],
    ["utility, 30 days", ttl("utility", -1), []],
    ["authentication, 29 s", ttl("authentication", 29), ["ttl: ttl-range"]],
    ["authentication, 30 s", ttl("authentication", 30), []],
    ["authentication, 900 s", ttl("authentication", 900), []],
    ["authentication, 901 s", ttl("authentication", 901), ["ttl: ttl-range"]],
    ["marketing, 43,199 s", ttl("marketing", 43_199), ["ttl: ttl-range"]],
    ["marketing, 43,200 s", ttl("marketing", 43_200), []],
    ["marketing, 2,592,000 s", ttl("marketing", 2_592_000), []],
    ["marketing, 2,592,001 s", ttl("marketing", 2_592_001), ["ttl: ttl-range"]],
    ["marketing, −1", ttl("marketing", -1), ["ttl: ttl-range"]],
  ])("%s", (_, draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });

  it("knows the whole Spanish family", () => {
    const family = "es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY".split(" ");
    expect(family.every(isTemplateLanguage)).toBe(true);
    expect(new Set(templateLanguages).size).toBe(templateLanguages.length);
    expect(normaliseLanguage("en-US")).toBe("en_US");
  });

  it("same body and footer as another template: advice, not for the same name", () => {
    const [other] = [{ name: "otra", components: [goodBody] }];
    expect(validateTemplate(draftOf(), [other]).map(told)).toEqual(["body: same-wording?"]);
    expect(validateTemplate(draftOf(), [{ ...other, name: draftOf().name }])).toEqual([]);
    expect(maySubmit(validateTemplate(draftOf(), [other]))).toBe(true);
  });
});

describe("header and footer (§3.2)", () => {
  it.each<[string, TemplateDraft, string[]]>([
    ["text", withParts(headerText("Tu reserva")), []],
    ["header without a format is a text", withParts({ type: "HEADER", text: "Tu reserva" }), []],
    ["header of 60", withParts(headerText("a".repeat(60))), []],
    ["header of 61 (2388040)", withParts(headerText("a".repeat(61))), ["header: too-long"]],
    ["empty header", withParts(headerText(" ")), ["header: empty"]],
    ["one variable", withParts(headerText("Tu reserva {{1}} lista", ["8812"])), []],
    ["without its example", withParts(headerText("Tu {{1}} lista")), ["header 1: example-missing"]],
    ["two variables", withParts(headerText("Tu {{1}} de {{2}} lista", ["a", "b"])), ["header: one-variable"]],
    [
      "ends with a variable (2388299)",
      withParts(headerText("Tu {{1}}", ["a"])),
      ["header: variable-at-edge"],
    ],
    ["line break (2388047)", withParts(headerText("Tu\nreserva")), ["header: line-break"]],
    ["bold (2388047)", withParts(headerText("Tu *reserva*")), ["header: formatting"]],
    ["an asterisk alone", withParts(headerText("Hotel 5*")), []],
    ["emoji", withParts(headerText("Tu reserva 🎉")), ["header: emoji?"]],
    ["bad braces (2388047)", withParts(headerText("Tu {1} lista")), ["header: braces"]],
    ["image", withParts(header("IMAGE", "4::aW")), []],
    ["image without example", withParts(header("IMAGE")), ["header: example-missing"]],
    ["video", withParts(header("VIDEO", "4::aW")), []],
    ["document", withParts(header("DOCUMENT", "4::aW")), []],
    ["document without example", withParts(header("DOCUMENT")), ["header: example-missing"]],
    ["location", withParts(header("LOCATION")), []],
    ["GIF in utility", withParts(header("GIF", "4::aW")), ["header: not-for-category"]],
    ["GIF in marketing", { ...withParts(header("GIF", "4::aW")), category: "marketing" }, []],
    ["unknown format", withParts(header("HOLOGRAM")), ["header: format-unknown"]],
    ["footer of 60", withParts(footer("a".repeat(60))), []],
    ["footer of 61 (2388040)", withParts(footer("a".repeat(61))), ["footer: too-long"]],
    ["empty footer", withParts(footer("")), ["footer: empty"]],
    ["variable in the footer (2388073)", withParts(footer("Para {{1}} hoy")), ["footer: no-variables"]],
    ["line break in the footer", withParts(footer("Hotel\nMiramar")), ["footer: line-break"]],
  ])("%s", (_, draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });

  it("named: the example goes by the variable's name", () => {
    const named = (param_name: string): TemplateDraft => ({
      ...withBody("Hola {{guest}}, tu habitación está lista ya.", "named"),
      components: [
        {
          type: "HEADER",
          format: "TEXT",
          text: "Tu reserva {{code}} lista",
          example: { header_text_named_params: [{ param_name, example: "8812" }] },
        },
        ...withBody("Hola {{guest}}, tu habitación está lista ya.", "named").components,
      ],
    });
    expect(problemsOf(named("code"))).toEqual([]);
    expect(problemsOf(named("other"))).toEqual(["header code: example-missing"]);
  });
});

describe("the body (§3.2, §3.5)", () => {
  const long = (length: number) => `Hola ${"a".repeat(length - 5)}`;
  it.each<[string, TemplateDraft, string[]]>([
    ["1,024 characters", withBody(long(1024)), []],
    ["1,025 characters (2388040)", withBody(long(1025)), ["body: too-long"]],
    ["empty", withBody(""), ["body: empty"]],
    ["starts with a variable (2388299)", withBody("{{1}} te espera mañana."), ["body: variable-at-edge"]],
    ["ends with a variable", withBody("Tu total es {{1}}"), ["body: variable-at-edge"]],
    ["punctuation does not count", withBody("Tu total de hoy es {{1}}."), ["body: variable-at-edge"]],
    ["nor do quotes and asterisks", withBody("Tu total es *«{{1}}»*!"), ["body: variable-at-edge"]],
    ["a word after it", withBody("Tu total es {{1}} hoy."), []],
    ["adjacent variables", withBody("Hola a todos, {{1}}{{2}} está aquí ya."), ["body: variables-adjacent"]],
    ["a space between", withBody("Hola a todos, {{1}} {{2}} está aquí ya."), ["body: variables-adjacent"]],
    ["a comma between", withBody("Hola a todos, {{1}}, {{2}} está aquí ya."), []],
    [
      "numbers with a gap",
      withBody("Uno {{1}} dos {{2}} y cuatro {{4}} son números para ti."),
      ["body: variables-not-sequential"],
    ],
    ["numbers from zero", withBody("Hola {{0}} buenas tardes."), ["body: variables-not-sequential"]],
    ["a number twice", withBody("Hola {{1}}, otra vez {{1}} hola."), []],
    ["single braces (2388072)", withBody("Hola {1} buenas tardes."), ["body: braces"]],
    ["unclosed braces", withBody("Hola {{1 buenas tardes."), ["body: braces"]],
    ["empty braces", withBody("Hola {{}} buenas tardes."), ["body: variable-name"]],
    ["# in a name", withBody("Hola {{#nombre}} buenas tardes.", "named"), ["body: variable-name"]],
    ["$ in a name", withBody("Hola {{a$b}} buenas tardes.", "named"), ["body: variable-name"]],
    ["% in a name", withBody("Hola {{a%}} buenas tardes.", "named"), ["body: variable-name"]],
    [
      "capitals in a name",
      withBody("Hola {{Nombre}} buenas tardes.", "named"),
      ["body Nombre: variable-name"],
    ],
    ["digits in a name", withBody("Hola {{nombre_2}} buenas tardes.", "named"), []],
    ["a name in a numbered one", withBody("Hola {{nombre}} buenas tardes."), ["body: variables-mixed"]],
    ["a number in a named one", withBody("Hola {{1}} buenas tardes.", "named"), ["body: variables-mixed"]],
    [
      "numbers and names",
      withBody("Hola {{1}} y {{nombre}}, muy buenas tardes a todos."),
      ["body: variables-mixed"],
    ],
    ["only a variable", withBody("{{1}}"), ["body: only-variables"]],
    ["only variables and marks", withBody("{{1}}, {{2}}!"), ["body: only-variables"]],
    ["three words for one variable", withBody("Hola {{1}} buenos días"), []],
    ["two words for one variable (2388293)", withBody("Hola {{1}} buenas"), ["body: few-words?"]],
    ["five words for two", withBody("Hola {{1}}, tu código {{2}} vale hoy"), []],
    ["four words for two", withBody("Hola {{1}}, tu código {{2}} vale"), ["body: few-words?"]],
    [
      "example missing (100)",
      draftOf({ components: [{ ...goodBody, example: undefined }] }),
      ["body 1: example-missing"],
    ],
    [
      "one example missing",
      draftOf({
        components: [
          {
            type: "BODY",
            text: "Hola {{1}}, tu código de acceso {{2}} vale hoy.",
            example: { body_text: [["Ana", " "]] },
          },
        ],
      }),
      ["body 2: example-missing"],
    ],
  ])("%s", (_, draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });
});

describe("authentication (§3.2): its texts are Meta's", () => {
  const button = (parts: object): TemplateComponent => ({
    type: "BUTTONS",
    buttons: [{ type: "OTP", ...parts }],
  });
  const app = { package_name: "com.example.hotel", signature_hash: "K8a/AINcGX7" };
  const minutes = (code_expiration_minutes: number): TemplateComponent => ({
    type: "FOOTER",
    code_expiration_minutes,
  });
  it.each<[string, TemplateDraft, string[]]>([
    ["code to copy", code(codeBody, otp), []],
    ["0 minutes", code(codeBody, minutes(0), otp), ["footer: minutes-range"]],
    ["1 minute", code(codeBody, minutes(1), otp), []],
    ["90 minutes", code(codeBody, minutes(90), otp), []],
    ["91 minutes", code(codeBody, minutes(91), otp), ["footer: minutes-range"]],
    ["half a minute", code(codeBody, minutes(1.5), otp), ["footer: minutes-range"]],
    ["text of our own", code({ type: "BODY", text: "Tu código" }, otp), ["body: text-is-metas"]],
    ["footer of our own", code(codeBody, footer("Hotel"), otp), ["footer: text-is-metas"]],
    ["a header", code(headerText("Código"), codeBody, otp), ["header: not-for-category"]],
    ["no button", code(codeBody), ["buttons: otp-missing"]],
    [
      "a quick reply",
      code(codeBody, { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Sí" }] }),
      ["buttons 0: not-for-category"],
    ],
    [
      "two buttons",
      code(codeBody, { type: "BUTTONS", buttons: [...(otp.buttons ?? []), ...(otp.buttons ?? [])] }),
      ["buttons 1: too-many-of-kind"],
    ],
    ["one tap with an app", code(codeBody, button({ otp_type: "ONE_TAP", supported_apps: [app] })), []],
    [
      "one tap without",
      code(codeBody, button({ otp_type: "ONE_TAP" })),
      ["buttons 0 supported_apps: otp-apps"],
    ],
    ["zero tap with an app", code(codeBody, button({ otp_type: "ZERO_TAP", supported_apps: [app] })), []],
    [
      "a signature of 12 characters",
      code(
        codeBody,
        button({ otp_type: "ZERO_TAP", supported_apps: [{ ...app, signature_hash: "K8a/AINcGX7a" }] }),
      ),
      ["buttons 0 supported_apps: otp-apps"],
    ],
    ["another way", code(codeBody, button({ otp_type: "TELEPATHY" })), ["buttons 0 otp_type: otp-kind"]],
    ["25 characters", code(codeBody, button({ otp_type: "COPY_CODE", text: "a".repeat(25) })), []],
    [
      "26 characters",
      code(codeBody, button({ otp_type: "COPY_CODE", text: "a".repeat(26) })),
      ["buttons 0 text: too-long"],
    ],
  ])("%s", (_, draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });
});

function footer(text: string): TemplateComponent {
  return { type: "FOOTER", text };
}
