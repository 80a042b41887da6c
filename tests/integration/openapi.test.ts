import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { type Hotel, startHotel } from "../support/start-api.ts";

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
};
type Description = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

describe("the description of the API", () => {
  let hotel: Hotel;
  let description: Description;

  beforeAll(async () => {
    hotel = await startHotel();
    description = (await (await fetch(`${hotel.url}/api/v1/openapi.json`)).json()) as Description;
  });

  afterAll(() => hotel.close());

  it("is OpenAPI 3.1 with a title and a version", () => {
    expect(description.openapi).toBe("3.1.0");
    expect(description.info.title).not.toBe("");
    expect(description.info.version).not.toBe("");
  });

  it("has every route of the table and no other", () => {
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
    );
    const table = Object.entries<Route>(routes).map(
      ([name, { method, path }]) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")} ${name}`,
    );
    expect(described.sort()).toEqual(table.sort());
  });

  it("names each parameter of a path, and gives every operation answers", () => {
    for (const [path, operations] of Object.entries(description.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const named = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
        expect(named.map(({ name }) => name)).toEqual(inPath);
        expect(named.every(({ required }) => required)).toBe(true);
        const statuses = Object.keys(operation.responses);
        expect(statuses).toContain("default");
        expect(statuses.some((status) => /^2\d\d$/.test(status))).toBe(true);
      }
    }
  });

  it("uses JSON Schema alone: every schema is an object or boolean, every reference leads somewhere", () => {
    const schemas: unknown[] = [];
    const references: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) {
        return;
      }
      for (const [key, item] of Object.entries(value)) {
        if (key === "schema") {
          schemas.push(item);
        }
        if (key === "$ref") {
          references.push(String(item));
        }
        walk(item);
      }
    };
    walk(description.paths);
    expect(schemas.length).toBeGreaterThan(40);
    expect(schemas.every((schema) => typeof schema === "object" || typeof schema === "boolean")).toBe(true);
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\//);
      expect(description.components.schemas).toHaveProperty(reference.split("/").at(-1) ?? "");
    }
  });

  it("says the truth: an answer of the server has the fields that are required of it", async () => {
    const { body } = await hotel.owner("GET", "/session");
    const { schema } =
      description.paths["/session"]?.get?.responses["200"]?.content?.["application/json"] ?? {};
    expect(Object.keys(body).sort()).toEqual([...(schema as { required: string[] }).required].sort());
  });
});
