import { describe, expect, it } from "vitest";
import type { Field } from "#domain/template.ts";
import { initialValues, toFieldValues } from "./field-values.ts";

const name: Field = { part: "body", name: "1", kind: "text", example: "Marta" };
const day: Field = { part: "body", name: "2", kind: "text", example: "14 de marzo" };
const button: Field = { part: "button", name: "url", kind: "text", index: 1 };

const known = {
  customerFirstName: "María",
  customerName: "María Soler",
  customerPhone: "+34 600 900 123",
  customerEmail: null,
  agentName: "Lucía",
  workspaceName: "Hotel La Marea",
};

describe("the fields of a template", () => {
  it("B2 start with the customer's first name where the example is a name", () => {
    expect(initialValues([name, day], known)).toEqual({ "body.1": "María" });
    expect(initialValues([{ ...name, example: "48213" }], known)).toEqual({});
    expect(initialValues([{ ...name, name: "first_name" }], known)).toEqual({
      "body.first_name": "María",
    });
  });

  it("B2 start with what else is known where their name can mean one thing only", () => {
    const field = (called: string): Field => ({ ...name, name: called });
    expect(initialValues(["hotel", "telefono", "fecha"].map(field), known)).toEqual({
      "body.hotel": "Hotel La Marea",
      "body.telefono": "+34 600 900 123",
    });
  });

  it("stay empty where nothing is known: a number is no name", () => {
    expect(initialValues([name], { ...known, customerFirstName: null })).toEqual({});
    expect(initialValues([{ ...name, name: "correo", example: "x" }], known)).toEqual({});
  });

  it("start with what was chosen for them once, before any guess", () => {
    const sources = {
      "body.1": { kind: "agentName" },
      "body.2": { kind: "text", text: "mañana" },
      "button.1": { kind: "customerEmail" },
    } as const;
    expect(initialValues([name, day, button], known, sources)).toEqual({
      "body.1": "Lucía",
      "body.2": "mañana",
    });
  });

  it("amounts go as such; the data of a flow beside its reference", () => {
    const total = { kind: "currency", text: "19,99 €", code: "EUR", amount1000: 19_990 } as const;
    const token: Field = { part: "button", name: "flow_token", kind: "payload", index: 0, optional: true };
    const data: Field = { ...token, name: "flow_action_data", kind: "json" };
    const typed = { "body.2": total, "button.0": "T1", "button.0.data": "{}" };
    expect(toFieldValues([day, token, data], typed)).toEqual({
      header: {},
      body: { 2: total },
      buttons: { 0: "T1", "0.data": "{}" },
    });
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
