import { expect, it } from "vitest";
import { readTemplateRefusal } from "./template-refusal.ts";

const refusal = (subcode: string | null, userMessage: string | null) =>
  readTemplateRefusal({
    status: 400,
    failure: { reason: "invalid", code: "100", detail: "Invalid parameter" },
    retryable: false,
    retryAfterMs: null,
    subcode,
    userTitle: null,
    userMessage,
  });

it.each([
  ["2388040", "The text of the footer is longer than 60 characters.", "footer", "too-long"],
  ["2388040", "The text of the button is too long", "buttons", "too-long"],
  ["2388047", "Line break", "header", null],
  ["2388072", "Braces", "body", null],
  ["2388073", "Variables", "footer", null],
  ["2388293", "Too many variables", "body", "few-words"],
  ["2388299", "Variables can't be at the start or end of the template.", "body", "variable-at-edge"],
  ["2388299", "The header can't begin or end with a variable.", "header", "variable-at-edge"],
  ["2388019", "Too many templates in this account's body of templates", null, null],
  ["2388023", "The name is in use", "name", null],
  ["2388024", "There is one in this language", "name", null],
  [null, "parameter_format is wrong", null, null],
  [null, "El idioma no existe", "language", null],
])("Meta's subcode %s (%s) is put to %s", (subcode, message, part, rule) => {
  expect(refusal(subcode, message)).toMatchObject({ part, rule, subcode, message });
});

it("without a sentence for people Meta's other one is kept", () => {
  expect(refusal(null, null).message).toBe("Invalid parameter");
});
