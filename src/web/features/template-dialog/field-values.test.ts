import { describe, expect, it } from "vitest";
import type { Field } from "#domain/template.ts";
import { initialValues, toFieldValues } from "./field-values.ts";

const name: Field = { part: "body", name: "1", kind: "text", example: "Marta" };
const day: Field = { part: "body", name: "2", kind: "text", example: "14 de marzo" };
const button: Field = { part: "button", name: "url", kind: "text", index: 1 };

describe("the fields of a template", () => {
  it("B2 start with the customer's first name where the example is a name", () => {
    expect(initialValues([name, day], "María Soler")).toEqual({ "body.1": "María" });
    expect(initialValues([{ ...name, example: "48213" }], "María Soler")).toEqual({});
    expect(initialValues([{ ...name, name: "first_name" }], "María Soler")).toEqual({
      "body.first_name": "María",
    });
  });

  it("never start with a phone number as name", () => {
    expect(initialValues([name], "+34 600 900 123")).toEqual({});
  });

  it("are sent by part and name, buttons by their index, empty ones not at all", () => {
    const typed = { "body.1": "María", "body.2": "", "button.1": "48213" };
    expect(toFieldValues([name, day, button], typed)).toEqual({
      header: {},
      body: { 1: "María" },
      buttons: { 1: "48213" },
    });
  });
});
