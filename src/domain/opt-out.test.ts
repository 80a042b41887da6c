import { describe, expect, it } from "vitest";
import { isOptOut } from "./opt-out.ts";

describe("R6 a text that asks us to stop", () => {
  it.each([
    "BAJA",
    "baja",
    " Baja. ",
    "STOP",
    "Stop!",
    "stop",
    "BAJA POR FAVOR",
    "Darme de baja",
    "unsubscribe",
    "opt-out",
    "¡BÁJA!",
  ])("%j does", (text) => {
    expect(isOptOut(text)).toBe(true);
  });

  it.each([
    "",
    "Gracias",
    "¿Hay parking?",
    "¿En qué planta baja está el parking?",
    "planta baja",
    "bajamos a las 18:02",
    "Can you stop the taxi at the door?",
    `stop ${"!".repeat(200)}`,
  ])("%j does not", (text) => {
    expect(isOptOut(text)).toBe(false);
  });
});
