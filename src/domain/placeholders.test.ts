import { describe, expect, it } from "vitest";
import { fillPlaceholders, openPlaceholders, placeholderNames } from "./placeholders.ts";

const values = {
  customerFirstName: "María",
  customerName: "María Robles",
  customerPhone: "+34 600 900 101",
  customerEmail: null,
  agentName: "Lucía",
  workspaceName: "Hotel La Marea",
};

describe("the placeholders of a canned reply", () => {
  it.each([
    ["Hola {{cliente.nombre}}, soy {{agente.nombre}}.", "Hola María, soy Lucía."],
    ["Hi {{ customer.first_name }}", "Hi María"],
    ["{{cliente.nombre_completo}} · {{cliente.telefono}}", "María Robles · +34 600 900 101"],
    ["{{cliente.nombre}} {{cliente.nombre}}", "María María"],
    ["Un saludo, {{empresa.nombre}}", "Un saludo, Hotel La Marea"],
    ["nothing to fill", "nothing to fill"],
  ])("are filled for the customer: %s", (text, filled) => {
    expect(fillPlaceholders(text, values)).toBe(filled);
  });

  it.each(["{{cliente.correo}}", "{{constructor}}", "{{habitacion}}", "{cliente.nombre}"])(
    "stay as they are without a value: %s",
    (text) => {
      expect(fillPlaceholders(text, values)).toBe(text);
    },
  );

  it("that are still open are named once; braces that mean nothing to us are the writer's", () => {
    expect(openPlaceholders("{{cliente.correo}} {{ cliente.correo }} {{habitacion}}")).toEqual([
      "cliente.correo",
    ]);
    expect(openPlaceholders("Hola María")).toEqual([]);
  });

  it("are all known by the names that settings list", () => {
    const text = placeholderNames.map((name) => `{{${name}}}`).join(" ");
    expect(openPlaceholders(text)).toEqual([...placeholderNames]);
  });
});
