import { describe, expect, it } from "vitest";
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };
import { createWords, findText } from "./translate.ts";

const spanish = createWords(es, "es");
const english = createWords(en, "en");

describe("a text of the interface", () => {
  it("comes in the plural form of its count, also for none and for a million", () => {
    expect(spanish("thread.newMessages", { count: 1 })).toBe("1 mensaje nuevo");
    expect(spanish("thread.newMessages", { count: 2 })).toBe("2 mensajes nuevos");
    expect(spanish("thread.newMessages", { count: 0 })).toBe("0 mensajes nuevos");
    expect(spanish("thread.newMessages", { count: 1_000_000 })).toBe("1000000 mensajes nuevos");
    expect(english("thread.newMessages", { count: 1 })).toBe("1 new message");
  });

  it("takes a variable as it is, even one that looks like a pattern or like markup", () => {
    expect(spanish("rail.signOutHint", { name: "$& <b>{{count}}" })).toBe(
      "Salir: cierra la sesión de $& <b>{{count}}",
    );
  });

  it("is found by its whole key only", () => {
    expect(findText(es, "rail.inbox")).toBe("Bandeja");
    expect(findText(es, "rail")).toBeNull();
    expect(findText(es, "rail.inbox.length")).toBeNull();
    expect(findText(es, "rail.constructor")).toBeNull();
  });
});
