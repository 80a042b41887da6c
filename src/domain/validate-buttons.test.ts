import { describe, expect, it } from "vitest";
import type { TemplateButton } from "./template.ts";
import { problemsOf, withButtons } from "./template-draft.fixture.ts";

const reply = (text: string): TemplateButton => ({ type: "QUICK_REPLY", text });
const replies = (count: number) => Array.from({ length: count }, (_, place) => reply(`Opción ${place}`));
const link = (url: string, example?: string): TemplateButton => ({
  type: "URL",
  text: `Ver ${url.length}`,
  url,
  ...(example === undefined ? {} : { example: [example] }),
});
const call = (phone_number: string): TemplateButton => ({
  type: "PHONE_NUMBER",
  text: "Llamar",
  phone_number,
});
const coupon = (example: string): TemplateButton => ({ type: "COPY_CODE", example });
const flow = (parts: Partial<TemplateButton>): TemplateButton => ({
  type: "FLOW",
  text: "Reservar",
  ...parts,
});
const site = "https://example.com";

describe("buttons (§3.2)", () => {
  it.each<[string, TemplateButton[], string[]]>([
    ["none", [], ["buttons: empty"]],
    ["ten quick replies", replies(10), []],
    ["eleven", replies(11), ["buttons: too-many-buttons"]],
    ["text of 25", [reply("a".repeat(25))], []],
    ["text of 26 (2388040)", [reply("a".repeat(26))], ["buttons 0 text: too-long"]],
    ["no text", [reply(" ")], ["buttons 0 text: empty"]],
    ["variable in a text", [reply("Hola {{1}}")], ["buttons 0 text: no-variables"]],
    ["two alike", [reply("Sí"), reply("Sí")], ["buttons 1 text: same-text?"]],
    ["replies before the others", [reply("Sí"), reply("No"), link(site), call("+34600900000")], []],
    ["replies after the others", [link(site), call("+34600900000"), reply("Sí"), reply("No")], []],
    [
      "replies in the middle",
      [link(site), reply("Sí"), call("+34600900000")],
      ["buttons: quick-replies-apart"],
    ],
    ["replies around", [reply("Sí"), link(site), reply("No")], ["buttons: quick-replies-apart"]],
    ["two links", [link(site), link(`${site}/a`)], []],
    ["three links", [link(site), link(`${site}/a`), link(`${site}/ab`)], ["buttons 2: too-many-of-kind"]],
    ["link of 2,000", [link(`${site}/${"a".repeat(1980)}`)], []],
    ["link of 2,001", [link(`${site}/${"a".repeat(1981)}`)], ["buttons 0 url: too-long"]],
    ["no link", [link("example")], ["buttons 0 url: link"]],
    ["a link of another kind", [link("ftp://example.com")], ["buttons 0 url: link"]],
    ["variable at the end", [link(`${site}/{{1}}`, `${site}/8812`)], []],
    ["without its example", [link(`${site}/{{1}}`)], ["buttons 0 example: example-missing"]],
    ["variable in the middle", [link(`${site}/{{1}}/a`, `${site}/b/a`)], ["buttons 0 url: link-variable"]],
    ["two variables", [link(`${site}/{{1}}{{2}}`, `${site}/ab`)], ["buttons 0 url: link-variable"]],
    ["a variable for the host", [link("https://{{1}}", site)], ["buttons 0 url: link"]],
    ["a shortened link", [link("https://bit.ly/abc")], ["buttons 0 url: shortened-link?"]],
    ["one number", [call("+34600900000")], []],
    ["number of 20 characters", [call(`+${"1".repeat(19)}`)], []],
    ["number of 21 characters", [call(`+${"1".repeat(20)}`)], ["buttons 0 phone_number: phone"]],
    ["letters in a number", [call("hotel")], ["buttons 0 phone_number: phone"]],
    [
      "two numbers",
      [call("+34600900000"), { ...call("+34600900001"), text: "Otra" }],
      ["buttons 1: too-many-of-kind"],
    ],
    ["code of 20", [coupon("A".repeat(20))], []],
    ["code of 21", [coupon("A".repeat(21))], ["buttons 0 example: too-long"]],
    ["no code", [coupon("")], ["buttons 0 example: code-missing"]],
    ["two codes", [coupon("A"), coupon("B")], ["buttons 1: too-many-of-kind"]],
    ["flow by id", [flow({ flow_id: "1" })], []],
    ["flow by name", [flow({ flow_name: "reserva" })], []],
    ["flow by content", [flow({ flow_json: "{}" })], []],
    ["no flow", [flow({})], ["buttons 0 flow_id: flow-missing"]],
    ["a flow named twice", [flow({ flow_id: "1", flow_name: "a" })], ["buttons 0 flow_id: flow-missing"]],
    ["flow text of 26", [flow({ flow_id: "1", text: "a".repeat(26) })], ["buttons 0 text: too-long"]],
    [
      "one-time code outside authentication",
      [{ type: "OTP", otp_type: "COPY_CODE" }],
      ["buttons 0: not-for-category"],
    ],
    ["contact request: its label is fixed", [{ type: "REQUEST_CONTACT_INFO" }], []],
    ["voice call", [{ type: "VOICE_CALL", text: "Llámanos" }], []],
    ["catalog", [{ type: "CATALOG", text: "Ver carta" }], []],
    ["a kind of the future", [{ type: "TELEPORT", text: "Ven" }], ["buttons 0: button-unknown"]],
  ])("%s", (_, buttons, problems) => {
    expect(problemsOf(withButtons(...buttons))).toEqual(problems);
  });
});
