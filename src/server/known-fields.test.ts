import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { knownFields } from "./known-fields.ts";

const person = z.object({ id: z.string(), nick: z.optional(z.string()), mail: z.nullable(z.string()) });
const page = z.object({ items: z.array(person), next: z.nullable(z.object({ at: z.number() })) });

describe("what gets out of an answer", () => {
  const copy = knownFields(page);

  it("is what its schema names, at every depth", () => {
    const hash = "never shown";
    const value = { items: [{ id: "1", mail: null, hash }], next: { at: 1, hash }, hash };
    expect(copy(value)).toEqual({ items: [{ id: "1", mail: null }], next: { at: 1 } });
  });

  it("keeps absent and null apart", () => {
    expect(copy({ items: [{ id: "1", nick: undefined, mail: null }], next: null })).toStrictEqual({
      items: [{ id: "1", mail: null }],
      next: null,
    });
  });

  it("is nothing when the answer has another shape", () => {
    expect(() => copy(null)).toThrow(TypeError);
    expect(() => copy({ items: "none", next: null })).toThrow(TypeError);
  });

  it("unions and other shapes are read by their schema", () => {
    const union = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), a: z.number() }),
      z.object({ kind: z.literal("b") }),
    ]);
    expect(
      knownFields(z.array(union))([
        { kind: "a", a: 1, b: 2 },
        { kind: "b", a: 1 },
      ]),
    ).toEqual([{ kind: "a", a: 1 }, { kind: "b" }]);
    expect(() => knownFields(union)({ kind: "c" })).toThrow(z.core.$ZodError);
  });

  it("every route of the table has such a copy", () => {
    for (const route of Object.values<Route>(routes)) {
      for (const schema of Object.values(route.answers)) {
        expect(schema === null || typeof knownFields(schema)).not.toBe("undefined");
      }
    }
  });
});
